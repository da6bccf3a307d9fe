import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bazaar, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import { bandColour } from '../../src/bazaar/pages/lively.ts'
import { printPage } from '../../src/crawler/print-page.ts'
import { openBundle } from '../../src/custody/open-bundle.ts'
import { fromPem } from '../../src/evidence/pem.ts'
import { verifyBundle } from '../../src/evidence/verify/bundle.ts'
import { openFindings } from '../../src/evidence/verify/findings.ts'
import { noTrust } from '../../src/evidence/verify/trust.ts'
import { aProxy } from '../crawler/connect-proxy.ts'
import { type Ground, openGround } from '../custody/ground.ts'
import { openJudge } from '../evidence/judge.ts'
import { hasOpenssl, type TestAuthority, testAuthority } from '../evidence/test-authority.ts'
import { openBrowser } from '../web/browser.ts'
import { hasChromium, openCapturing } from './capturing.ts'
import { openReplay } from './replay-web-page.ts'

describe.skipIf(!hasChromium || !hasOpenssl)('a capture of the bazaar, over TLS', () => {
  let authority: TestAuthority
  let ground: Ground
  let bazaar: Bazaar
  let capturing: ReturnType<typeof openCapturing>
  beforeAll(async () => {
    authority = testAuthority()
    ground = await openGround()
    bazaar = await openBazaar({ seed: 29, listings: 200, tls: authority.server('IP:127.0.0.1') })
    capturing = openCapturing(ground, new Map([['bazaar', bazaar.origin]]), { certificates: [authority.root] })
  }, 120_000)
  afterAll(async () => {
    await capturing?.close()
    await bazaar?.close()
    await ground?.close()
    authority?.close()
  })
  const ware = (at = 3) => bazaar.goods.wareAt(at)
  const faultsOf = async (id: string) => (await ground.verify(id, noTrust)).faults
  const captured = (url: string, more: { kind?: 'listing' | 'seller' | 'search'; listing?: string } = {}) =>
    capturing.captured({ marketplace: 'bazaar', url: `${bazaar.origin}${url}`, ...more })

  it('of a listing has what came by XHR, lazy pictures, and the chain of its server', async () => {
    await bazaar.set([{ kind: 'lively' }])
    const record = await captured(`/item/${ware().id}`, { listing: ware().id })
    expect(record).toMatchObject({
      state: 'complete',
      why: [],
      request: { status: 200 },
      subject: { listing: ware().id },
    })
    expect(record.subject.reading).toMatchObject({ title: ware().title })
    expect(record.subject.reading?.priceText).toMatch(/\d/)
    const traffic = record.requests.answered
    expect(traffic).toBeGreaterThanOrEqual(3 + ware().pictures.length)
    expect(record.tls).toMatchObject([{ host: '127.0.0.1', verified: true, chainFrom: 'verified', resumed: false }])
    expect(fromPem((await capturing.part(record, 'tls/127.0.0.1.pem')).toString(), 'CERTIFICATE')).toHaveLength(3)
    expect(await faultsOf(record.id)).toEqual([])
  }, 180_000)

  it('is taken in a context of its own: nothing of the page before is left to be used again', async () => {
    const [first, second] = [await captured(`/item/${ware().id}`), await captured(`/item/${ware().id}`)]
    expect(second.requests.answered).toBe(first.requests.answered)
    expect(second.requests.answered).toBeGreaterThan(1)
    expect(second.environment.browser).toEqual(first.environment.browser)
    // The whole page is packed by us: the pixels are the browser's.
    const [viewport, full] = ['viewport', 'full'].map((name) => capturing.part(second, `screenshots/${name}.png`))
    const top = { left: 0, top: 0, width: 1_280, height: 200 }
    const pixels = async (picture: Promise<Buffer> | undefined) =>
      sharp(await picture)
        .extract(top)
        .raw()
        .toBuffer()
    expect((await pixels(full)).equals(await pixels(viewport))).toBe(true)
    expect(await faultsOf(second.id)).toEqual([])
  }, 180_000)

  it('is taken twice, through two proxies, and both are handed over', async () => {
    const proxies = [await aProxy(), await aProxy()]
    const two = openCapturing(ground, new Map([['bazaar', bazaar.origin]]), {
      name: 'twice',
      certificates: [authority.root],
      proxies: new Map([['bazaar', proxies.map(({ port }) => `http://127.0.0.1:${port}`)]]),
    })
    const page = { marketplace: 'bazaar', url: `${bazaar.origin}/item/${ware().id}`, listing: ware().id }
    const first = await two.captured(page)
    const second = await two.captured({ ...page, secondOf: first.id })
    await two.close()
    const names = proxies.map(({ port }) => `127.0.0.1:${port}`)
    expect([first, second].map(({ environment }) => environment.egress.name).sort()).toEqual(names.sort())
    expect(second).toMatchObject({ state: 'complete', secondOf: first.id, environment: { egress: { kind: 'proxy' } } })
    expect(second.tls).toMatchObject([{ host: '127.0.0.1', verified: true }])
    expect(proxies.map(({ asked }) => asked.length > 0)).toEqual([true, true])
    expect(await ground.store.captures.looksBeside(second.id)).toEqual([first.id])
    for (const { id } of [first, second]) expect(await faultsOf(id)).toEqual([])
    const { captures } = await ground.export([second.id], join(ground.folder, 'seen-twice'))
    expect([...captures].sort()).toEqual([first.id, second.id].sort())
    const judge = openJudge()
    if (judge) expect(await judge.judge(join(ground.folder, 'seen-twice'))).toEqual({ ok: true, faults: [] })
    judge?.close()
  }, 180_000)

  it('replays in ReplayWeb.page: title, every picture, and the price that came by XHR', async (context) => {
    await bazaar.set([{ kind: 'lively' }])
    const record = await captured(`/item/${ware().id}`, { listing: ware().id })
    const replay = await openReplay((await ground.blobs.load(record.wacz.sha256))!, record.request.final)
    if (!replay) return context.skip('the npm registry is away, which ReplayWeb.page comes from')
    await bazaar.set([])
    const browser = await openBrowser()
    try {
      const page = await browser.newPage()
      await page.goto(replay.address)
      const replayed = async () => {
        const frame = page.frames().find((each) => /mp_\/https:/.test(each.url()))
        const seen = await frame?.evaluate(() => ({
          title: document.querySelector('h1')?.textContent?.trim(),
          price: document.querySelector('#bz-price')?.textContent ?? '',
          pictures: [...document.images].map(({ naturalWidth }) => naturalWidth > 0),
        }))
        return seen ?? null
      }
      const isShown = () => expect.poll(async () => (await replayed()) !== null, { timeout: 60_000 }).toBe(true)
      // Its worker may take the page over too late to show anything (seen once): a person reloads it.
      await isShown().catch(() => page.reload().then(isShown))
      await expect.poll(async () => (await replayed())?.price ?? '', { timeout: 60_000 }).toMatch(/\d/)
      await expect.poll(async () => (await replayed())?.pictures.every(Boolean), { timeout: 30_000 }).toBe(true)
      const seen = await replayed()
      expect(seen?.title).toContain(record.subject.reading?.title)
      const folded = (text = '') => text.replace(/\s+/g, ' ')
      expect(folded(seen?.price)).toContain(folded(record.subject.reading?.priceText))
      expect(seen?.pictures.length).toBeGreaterThanOrEqual(ware().pictures.length)
    } finally {
      await browser.close()
      replay.close()
    }
  }, 240_000)

  it('of a seller and of a search says where the listing stood', async () => {
    await bazaar.set([])
    const seller = await captured(`/seller/${ware().seller.id}`, { kind: 'seller' })
    expect(seller).toMatchObject({ state: 'complete', subject: { kind: 'seller' } })
    const search = await captured('/search?q=skarvane', { kind: 'search' })
    expect(search).toMatchObject({ state: 'complete', subject: { kind: 'search' } })
    const listings = search.subject.reading?.listings ?? []
    expect(listings.length).toBeGreaterThan(5)
    expect(listings.map(({ rank }) => rank)).toEqual(listings.map((_, at) => at + 1))
    for (const { id } of [seller, search]) expect(await faultsOf(id)).toEqual([])
  }, 180_000)

  it('of a page 90,000 pixels high has all of it, in tiles', async () => {
    await bazaar.set([{ kind: 'tall', pixels: 90_000 }])
    const record = await captured(`/item/${ware().id}`, { listing: ware().id })
    expect(record).toMatchObject({ state: 'complete', why: [] })
    const tiles = record.parts.filter(({ name }) => name === 'screenshot-full')
    expect(tiles).toHaveLength(Math.ceil(record.page.height / 16_000))
    // The last band's colour at the foot of the last tile, the tenth's in the first: nothing is repeated or left out.
    const colourAt = async (fromTop: number): Promise<string> => {
      const tile = await capturing.part(record, tiles[Math.floor(fromTop / 16_000)]!.path)
      const region = { left: 600, top: fromTop % 16_000, width: 1, height: 1 }
      const [red, green, blue] = await sharp(tile).extract(region).removeAlpha().raw().toBuffer()
      return `rgb(${red}, ${green}, ${blue})`
    }
    const top = record.page.height - 90_000
    for (const band of [0, 9, 33, 61, 89]) expect(await colourAt(top - 8 + band * 1_000 + 500)).toBe(bandColour(band))
    expect(await faultsOf(record.id)).toEqual([])
  }, 180_000)

  it.each([
    ['a block page in its place', { kind: 'block-page' }, 'captcha'],
    ['a block page with status 403', { kind: 'block-page', by: 'cloudflare', status: 403 }, 'block'],
    ['a sign-in', { kind: 'block-page', by: 'login-wall' }, 'login'],
    ['a question about cookies', { kind: 'consent-wall' }, 'consent'],
    ['the home page', { kind: 'redirect-home' }, 'redirect'],
  ] as const)(
    'of %s is refused, and never a listing',
    async (_, trouble, kind) => {
      await bazaar.set([{ ...trouble, on: 'listing' }])
      const record = await captured(`/item/${ware().id}`, { listing: ware().id })
      expect(record).toMatchObject({ state: 'refused', refusal: { kind } })
      expect(record.subject.reading).toBeUndefined()
      expect(await faultsOf(record.id)).toEqual([])
    },
    180_000,
  )

  it('of what was taken down since says that it is gone', async () => {
    await bazaar.set([])
    bazaar.remove(ware(5).id)
    const record = await captured(`/item/${ware(5).id}`, { listing: ware(5).id })
    expect(record).toMatchObject({ state: 'complete', subject: { outcome: 'gone' }, request: { status: 404 } })
    expect(await faultsOf(record.id)).toEqual([])
  }, 180_000)

  it('of a page that has changed since the search shows what it is now', async () => {
    bazaar.reprice(ware(7).id, '1234.00')
    const record = await captured(`/item/${ware(7).id}`, { listing: ware(7).id })
    expect(record.subject.reading?.price?.amount).toBe('1234.00')
    expect(await faultsOf(record.id)).toEqual([])
  }, 180_000)

  it('is handed over as a sealed bundle, with a report for people, that holds for everybody', async () => {
    const [listing, refused] = ['complete', 'refused'].map(
      async (state) => (await ground.store.captures.list({ state: state as 'complete', limit: 1 }))[0]!.id,
    )
    const to = join(ground.folder, 'handed-over')
    const where = { chromium: null, searchPath: process.env['PATH'] ?? null }
    await ground.export([await listing!, await refused!], to, (page) => printPage(page, where))
    const report = readFileSync(join(to, 'data/report.pdf'))
    expect(report.subarray(0, 5).toString()).toBe('%PDF-')
    expect(report.length).toBeGreaterThan(30_000)
    const findings = openFindings()
    const bundle = await openBundle(to, findings)
    expect((await verifyBundle(bundle!.files, noTrust, new Date(), findings)).faults).toEqual([])
    expect(execFileSync('sh', ['verify.sh'], { cwd: to, encoding: 'utf8' })).toContain('holds, as far as')
    const judge = openJudge()
    if (judge) expect(await judge.judge(to)).toEqual({ ok: true, faults: [] })
    judge?.close()
  }, 180_000)
})
