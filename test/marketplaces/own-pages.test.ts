import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { listingsOf, readAs, readEither } from '../../src/marketplaces/reading/kind-of-page.ts'
import { marketplaceIds, marketplaceOf } from '../../src/marketplaces/registry.ts'
import { aPage, expectSound } from './contract.ts'

const folder = fileURLToPath(new URL('../pages/', import.meta.url))

/** A page, and what a person reads in it: `search….html` or `listing….json`, with `….expected.json` beside it. */
const pages = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && marketplaceIds.includes(entry.name))
  .flatMap(({ name }) => readdirSync(join(folder, name)).map((file): [string, string] => [name, file]))
  .filter(([, file]) => /^(?:search|listing)\b.*\.(?:html|json)$/.test(file) && !file.endsWith('.expected.json'))

describe('invented pages of each marketplace', () => {
  it.each(pages)('%s: %s is read as a person reads it', (id, file) => {
    const market = marketplaceOf(id)
    const kind = file.startsWith('listing') ? 'listing' : 'search'
    const path = join(folder, id, file)
    const page = aPage(readFileSync(path, 'utf8'), { url: 'https://halvard-shop.example/search' })
    const expected: unknown = JSON.parse(readFileSync(path.replace(/\.\w+$/, '.expected.json'), 'utf8'))
    const reading = readAs(market, page, kind)
    expect(reading.outcome).toMatchObject(expected as object)
    for (const listing of listingsOf(reading)) expectSound(listing, market)
    if (['results', 'listing'].includes(reading.outcome.kind)) expect(readEither(market, page)).toEqual(reading)
  })

  it.each(marketplaceIds.filter((id) => id !== 'bazaar'))(
    '%s has a page for its search and one for its listing',
    (id) => {
      const files = pages.filter(([each]) => each === id).map(([, file]) => file)
      expect(files.filter((file) => file.startsWith('search'))).not.toEqual([])
      expect(files.filter((file) => file.startsWith('listing'))).not.toEqual([])
    },
  )
})
