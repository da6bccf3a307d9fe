import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { dataFolder, root, runProgram } from './program.ts'

const shared = join(root, '..', 'shared', 'pages')

/** Keyword → saved results page, as the marketplace would answer it. */
const pages = {
  ebay: {
    'nintendo switch': 'ebay/search/us-ja-jpy-nintendo-switch-2025-05.html',
    'mechanical keyboard': 'ebay/search/us-mechanical-keyboard-2026-01.html',
    'wireless earbuds': 'ebay/search/us-wireless-earbuds-2026-03.html',
    'airpods 4': 'ebay/search/sg-airpods-4-2025-09.html',
  },
  amazon: {
    'gaming laptop': 'amazon/search/in-gaming-laptop-2026-04.html',
    'pokemon box': 'amazon/search/jp-pokemon-box-2026-04.html',
    'playstation 5': 'amazon/search/nl-en-playstation-5-2025-03.html',
    'rtx 4090': 'amazon/search/us-rtx-4090-2026-04.html',
  },
  aliexpress: { 'tapis de bain': 'aliexpress/search/api-ds-text-search-fr-2026-04.json' },
} as const
const blocked = { captcha: 'amazon/blocked/us-captcha-characters-2024-09.html' } as const

type Row = { id: string; title: string; price?: { amount: string; currency: string; max?: string } | null }

/** Of a listing that was read, what the row states. */
function statedOf(read: Row | undefined, row: Row): object {
  const stated = {
    ...(read && { id: read.id, title: read.title }),
    ...('price' in row && { price: read?.price ?? null }),
  }
  const { price } = stated
  if (!price || !row.price) return stated
  const wanted = Object.keys(row.price)
  return {
    ...stated,
    price: Object.fromEntries(Object.entries(price).filter(([key]) => wanted.includes(key))) as Row['price'],
  }
}

let server: TestDatabase
let folder: Awaited<ReturnType<typeof dataFolder>>
let market: Server
let origin: string

/** Serves the page whose keyword the address carries; a listing's page is not there. */
async function serveSavedPages(): Promise<Server> {
  const byKeyword = new Map<string, string>([...Object.values(pages), blocked].flatMap((each) => Object.entries(each)))
  const http = createServer((request, response) => {
    const asked = decodeURIComponent(request.url ?? '')
      .toLowerCase()
      .replace(/[+-]/g, ' ')
    const file = [...byKeyword].find(([keyword]) => asked.includes(keyword))?.[1]
    if (!file) {
      response.writeHead(404).end()
      return
    }
    readFile(join(shared, file)).then(
      (body) => {
        const type = file.endsWith('.json') ? 'application/json' : 'text/html; charset=utf-8'
        response.writeHead(200, { 'content-type': type }).end(body)
      },
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return http
}

describe.skipIf(!existsSync(shared))('real saved pages on the way of production (skipped: no ../shared/pages)', () => {
  beforeAll(async () => {
    server = await testDatabase()
    folder = await dataFolder()
    market = await serveSavedPages()
    origin = `http://127.0.0.1:${(market.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    market.closeAllConnections()
    market.close()
    await server.stop()
    await folder.remove()
  })

  const scan = async (database: string, watch: object, ...flags: string[]) => {
    const file = join(folder.path, 'watchlist.yaml')
    await writeFile(file, JSON.stringify(watch))
    return runProgram(['scan', '--json', ...flags, file], {
      DATABASE_URL: database,
      MORGIANA_DATA: folder.path,
      MORGIANA_ORIGINS: ['ebay', 'amazon', 'aliexpress'].map((id) => `${id}=${origin}`).join(','),
      MORGIANA_RATES: ['ebay', 'amazon', 'aliexpress'].map((id) => `${id}=100/1s`).join(','),
      MORGIANA_ALLOW_LOOPBACK: 'yes',
    })
  }

  it('every row a person reads on them is stored, with its title and price', async () => {
    const rowsOf = JSON.parse(await readFile(join(shared, 'ROWS.json'), 'utf8')) as Record<string, { rows: Row[] }>
    const truth = JSON.parse(await readFile(join(shared, 'GROUND_TRUTH.json'), 'utf8')) as Record<
      string,
      { result_count: number }
    >
    for (const [marketplace, searches] of Object.entries(pages)) {
      const database = await server.freshDatabase()
      const { code, out } = await scan(database, {
        brand: 'Nordvind',
        products: [{ name: 'Nordvind Parka', price: { EUR: '480.00' } }],
        keywords: Object.keys(searches),
        marketplaces: [marketplace],
        pages: 1,
      })
      expect([marketplace, code, JSON.parse(out).counts.notCovered]).toEqual([marketplace, 0, 0])
      for (const [keyword, file] of Object.entries(searches)) {
        const sightings = await query<{ data: Row }>(
          database,
          `select s.data from sightings s join coverage c on c.id = s.search_id where c.keyword = $1 order by s.position`,
          [keyword],
        )
        expect([file, sightings.length]).toEqual([file, truth[file]?.result_count])
        const seen = new Map(sightings.map(({ data }) => [data.id, data]))
        for (const row of rowsOf[file]?.rows ?? []) {
          // What a person did not write down is not stated, so only what stands there is compared.
          expect({ file, ...statedOf(seen.get(row.id), row) }).toEqual({ file, ...row })
        }
      }
    }
  })

  it('a real watch shows hits with reasons, and none of a listing that says what it is for', async () => {
    const database = await server.freshDatabase()
    const { out } = await scan(database, {
      brand: 'Apple',
      products: [{ name: 'AirPods 4', price: { SGD: '199.00', USD: '129.00' }, category: 'earphones' }],
      keywords: ['airpods 4', 'wireless earbuds'],
      marketplaces: ['ebay'],
      pages: 1,
    })
    const { hits, counts } = JSON.parse(out) as {
      hits: { listing: { title: string }; findings: { text: string }[] }[]
      counts: { listings: number }
    }
    expect(counts.listings).toBeGreaterThan(100)
    expect(hits.every((hit) => hit.findings.length > 0)).toBe(true)
    expect(hits.filter((hit) => /^(case|cover|compatible)\b/i.test(hit.listing.title))).toEqual([])
  })

  it('a real block page ends the search as blocked, by its kind, with exit code 5', async () => {
    const { code, out } = await scan(await server.freshDatabase(), {
      brand: 'Nordvind',
      keywords: ['captcha'],
      marketplaces: ['amazon'],
      pages: 1,
    })
    expect(code).toBe(5)
    expect(JSON.parse(out).coverage).toMatchObject([{ state: 'blocked', blockedBy: 'captcha' }])
  })
})
