import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { marketplaceOf } from '../../src/marketplaces/registry.ts'
import { withShopKeys } from '../../src/marketplaces/shop-key.ts'
import { openPageReader, type ReaderLimits, readerLimits } from '../../src/reader/page-reader.ts'
import { bundledProgram } from '../bundled.ts'
import { aMarketplace, serve } from '../crawler/loopback.ts'
import { aPage } from '../marketplaces/contract.ts'

async function reader(entry: string, limits: Partial<ReaderLimits> = {}) {
  const opened = openPageReader({ ...readerLimits, ...limits }, pathToFileURL(await bundledProgram(entry)))
  onTestFinished(() => opened.close())
  return opened
}
const shop = withShopKeys(marketplaceOf('generic-jsonld'))
const going = () => new AbortController().signal

/** A shop's product, in a page of about so many units that says nothing else. */
const largePage = (units: number) => {
  const product = {
    '@type': 'Product',
    name: 'Halvard Trail',
    sku: '7',
    offers: { price: '129.00', priceCurrency: 'EUR' },
  }
  const ld = `<script type="application/ld+json">${JSON.stringify(product)}</script>`
  const filler = '<div class="product-card"><p>one &amp; more</p></div>\n'
  return aPage(`<title>Shop</title>${ld}${filler.repeat(Math.ceil(units / filler.length))}`, {
    url: 'https://shop.example/products/halvard-trail',
  })
}

describe('a large page', () => {
  it('is read as it would be at once, and others are served meanwhile', async () => {
    const { read } = await reader('src/reader/page-thread.ts')
    const { origin } = await serve((_, response) => response.end('served'))
    const page = largePage(19_000_000)
    let isRead = false
    const reading = read(shop, 'listing', page, going()).finally(() => {
      isRead = true
    })
    let served = 0
    while (!isRead) {
      await (await fetch(origin)).text()
      if (!isRead) served += 1
    }
    expect(served).toBeGreaterThan(0)
    const outcome = await reading
    expect(outcome).toMatchObject({ kind: 'listing', listing: { id: 'shop.example/products/halvard-trail' } })
    expect(outcome).toEqual(shop.readListing(page))
  })

  it('is read where it is asked for, when it is none', async () => {
    const nowhere = openPageReader(readerLimits, new URL('file:///nowhere.mjs'))
    const small = largePage(1_000)
    expect(await nowhere.read(shop, 'listing', small, going())).toEqual(shop.readListing(small))
    await expect(nowhere.read(shop, 'listing', largePage(2_000_000), going())).rejects.toThrow(/nowhere\.mjs/)
  })
})

describe('a page that a reader cannot come to an end with', () => {
  const limits = { atOnceUnitsMax: 0, timeMs: 60_000, heapMb: 64 }
  const hostile = async (given: Partial<ReaderLimits> = {}) => {
    const { read, close } = await reader('test/reader/hostile-process.ts', { ...limits, ...given })
    const at = (path: string, signal = going()) =>
      read(aMarketplace(), 'search', aPage('x', { url: `http://127.0.0.1:9${path}` }), signal)
    return { at, close }
  }
  const isRead = { kind: 'empty', said: 'http://127.0.0.1:9/next' }

  it.each([
    ['/without-end', { timeMs: 2_000 }, 'the page was not read within 2 s'],
    ['/without-measure', { timeMs: 60_000 }, 'the page needs more than 64 MB of memory to be read'],
  ])('%s is told, and the next one is read', async (path, given, why) => {
    const { at } = await hostile(given)
    const [cut, next] = await Promise.all([at(path), at('/next')])
    expect(cut).toEqual({ kind: 'unread', why })
    expect(next).toEqual(isRead)
  })

  it.each([
    ['/mistake', 'the reader has a mistake'],
    ['/exit', 'the thread that reads pages has ended with 3'],
  ])('%s is an error, and the next one is read', async (path, why) => {
    const { at } = await hostile()
    await expect(at(path)).rejects.toThrow(why)
    expect(await at('/next')).toEqual(isRead)
  })

  it('waits no longer than whoever asked, and in a line that has an end', async () => {
    const { at, close } = await hostile({ waitingMax: 1 })
    const first = expect(at('/without-end')).rejects.toThrow('about to end')
    const stop = new AbortController()
    const second = at('/next', stop.signal)
    await expect(at('/next')).rejects.toThrow('1 large pages wait to be read')
    stop.abort(new Error('the job’s time is over'))
    await expect(second).rejects.toThrow('the job’s time is over')
    await close()
    await first
  })

  it('ends with the process', async () => {
    const { at, close } = await hostile()
    const both = [at('/without-end'), at('/next')].map((each) => expect(each).rejects.toThrow('about to end'))
    await close()
    await Promise.all(both)
    await expect(at('/next')).rejects.toThrow('about to end')
  })
})
