import { afterEach, describe, expect, it } from 'vitest'
import { plantedKinds } from '../../src/bazaar/kinds.ts'
import { type Bazaar, type BazaarOptions, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import { readListingAt, resultsAt } from './visits.ts'

const open: Bazaar[] = []
async function aBazaar(options: Partial<BazaarOptions> = {}): Promise<Bazaar> {
  const bazaar = await openBazaar({ seed: 11, listings: 1_500, ...options })
  open.push(bazaar)
  return bazaar
}
afterEach(async () => {
  for (const bazaar of open.splice(0)) await bazaar.close()
})

const bytesAt = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer())

describe('a bazaar made from a seed', () => {
  it('gives the same bytes for the same seed: results, listings, pictures', async () => {
    const [first, second] = [await aBazaar(), await aBazaar()]
    const { listings } = await resultsAt(first.origin, 'skarvane fellrun', 'de')
    const paths = [
      '/',
      '/search?q=skarvane&territory=jp&page=2',
      ...listings.slice(0, 3).flatMap(({ id, images }) => [`/item/${id}`, new URL(images[0]!).pathname]),
    ]
    for (const path of paths)
      expect((await bytesAt(second.origin + path)).equals(await bytesAt(first.origin + path))).toBe(true)
    expect([...second.truth()]).toEqual([...first.truth()])
  })

  it('is another market for another seed', async () => {
    const [first, second] = [await aBazaar(), await aBazaar({ seed: 12 })]
    const ids = async (bazaar: Bazaar) => (await resultsAt(bazaar.origin, 'skarvane')).listings.map(({ id }) => id)
    expect(await ids(second)).not.toEqual(await ids(first))
  })

  it('may be of any size, small and large', async () => {
    const small = await aBazaar({ listings: 1 })
    expect(small.truth().size).toBe(1)
    const large = await aBazaar({ listings: 60_000 })
    expect((await resultsAt(large.origin, 'skarvane')).claimed).toBeGreaterThan(3_000)
  })

  it('takes another port when the wished one is taken and it may, else says so', async () => {
    const first = await aBazaar()
    const port = Number(new URL(first.origin).port)
    const second = await aBazaar({ port, anyPortIfTaken: true })
    expect(second.origin).not.toBe(first.origin)
    expect((await fetch(second.origin)).status).toBe(200)
    await expect(openBazaar({ seed: 1, listings: 1, port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('makes pages as heavy as they are wanted', async () => {
    const [light, heavy] = [await aBazaar({ noiseBytes: 0 }), await aBazaar({ noiseBytes: 900_000 })]
    const size = async (bazaar: Bazaar) => (await bytesAt(`${bazaar.origin}/search?q=skarvane`)).length
    const [least, most] = [await size(light), await size(heavy)]
    expect(most - least).toBeGreaterThan(890_000)
    expect(most - least).toBeLessThan(960_000)
  })
})

describe('the truth', () => {
  it('is in no page: neither verdicts nor kinds nor signal ids', async () => {
    const bazaar = await aBazaar()
    const fakes = [...bazaar.truth()].filter(([, entry]) => entry.verdict === 'counterfeit')
    const paths = [
      '/',
      '/search?q=skarvane',
      '/search?q=skarvane&territory=de',
      ...fakes.slice(0, 40).map(([id]) => `/item/${id}`),
    ]
    for (const path of paths) {
      const body = (await bytesAt(bazaar.origin + path)).toString()
      for (const word of [...plantedKinds, 'explicit', 'planted', 'verdict', 'counterfeit', 'allow.'])
        expect(body).not.toContain(word)
    }
  })

  it('has every listing, and each kind of fake among them', async () => {
    const bazaar = await aBazaar({ listings: 20_000 })
    const kinds = new Set([...bazaar.truth().values()].map(({ kind }) => kind))
    expect(bazaar.truth().size).toBe(20_000)
    for (const kind of plantedKinds) expect(kinds).toContain(kind)
  })
})

describe('what people do with their listings', () => {
  it('a listing that is removed says so, and searches leave it out', async () => {
    const bazaar = await aBazaar()
    const { listings, claimed = 0 } = await resultsAt(bazaar.origin, 'skarvane fellrun')
    const id = listings[0]!.id
    bazaar.remove(id)
    expect(await readListingAt(bazaar.origin, id)).toMatchObject({ kind: 'gone' })
    const after = await resultsAt(bazaar.origin, 'skarvane fellrun')
    expect(after.claimed).toBe(claimed - 1)
    expect(after.listings.map((each) => each.id)).not.toContain(id)
    expect(() => bazaar.remove('311111111111')).toThrow(/no listing 311111111111/)
  })

  it('a new price is on the results page and on its own', async () => {
    const bazaar = await aBazaar()
    const id = [...bazaar.truth()].find(
      ([, { brand, territories }]) => brand === 'Skarvane' && territories[0] === 'us',
    )![0]
    bazaar.reprice(id, '17.25')
    expect(await readListingAt(bazaar.origin, id)).toMatchObject({
      listing: { price: { amount: '17.25', currency: 'USD' } },
    })
  })

  it('a seller who takes another name keeps its id', async () => {
    const bazaar = await aBazaar()
    const { id, seller } = (await resultsAt(bazaar.origin, 'skarvane')).listings[0]!
    bazaar.renameSeller(seller!.id!, 'somebody else')
    expect(await readListingAt(bazaar.origin, id)).toMatchObject({
      listing: { seller: { id: seller!.id, name: 'somebody else' } },
    })
  })

  it('what is put up again has a new id, the same title, price and picture, and perhaps another seller; the truth knows it', async () => {
    const bazaar = await aBazaar()
    const before = (await resultsAt(bazaar.origin, 'skarvane fellrun')).listings.find((each) => !each.sponsored)!
    const id = bazaar.relist(before.id, { sellerName: 'new-name-88' })
    expect(await readListingAt(bazaar.origin, before.id)).toMatchObject({ kind: 'gone' })
    const results = await resultsAt(bazaar.origin, 'skarvane fellrun')
    const after = results.listings.find((each) => each.id === id)!
    expect(after).toMatchObject({ title: before.title, price: before.price, seller: { name: 'new-name-88' } })
    expect(after.seller!.id).not.toBe(before.seller!.id)
    expect((await bytesAt(after.images[0]!)).equals(await bytesAt(before.images[0]!))).toBe(true)
    expect(bazaar.truth().get(id)).toEqual(bazaar.truth().get(before.id))
    expect(bazaar.relist(id)).not.toBe(id)
  })
})

describe('the counts', () => {
  it('are of requests by kind, and of what results pages have shown', async () => {
    const bazaar = await aBazaar()
    const { listings } = await resultsAt(bazaar.origin, 'skarvane')
    await readListingAt(bazaar.origin, listings[0]!.id)
    await bytesAt(listings[0]!.images[0]!)
    await bytesAt(`${bazaar.origin}/robots.txt`)
    expect(bazaar.counts()).toEqual({ search: 1, listing: 1, picture: 1, robots: 1, home: 0, seller: 0, other: 0 })
    expect([...bazaar.shown()].sort()).toEqual(listings.map(({ id }) => id).sort())
  })
})
