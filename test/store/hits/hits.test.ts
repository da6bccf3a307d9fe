import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../../src/store/connection.ts'
import { pageOf } from '../../../src/store/hits/hit-filter.ts'
import { selectHits } from '../../../src/store/hits/hit-rows.ts'
import type { Hit, HitFilter } from '../../../src/store/hits/hit-store.ts'
import type { Store } from '../../../src/store/store.ts'
import type { Tables } from '../../../src/store/tables.ts'
import { query, type TestDatabase, testDatabase } from '../database.ts'
import { freshStore } from '../visits/on-the-way.ts'
import { addManyHits } from './many-hits.ts'

const many = 20_000
let database: TestDatabase
let store: Store
let url: string
beforeAll(async () => {
  database = await testDatabase()
  ;({ store, url } = await freshStore(database))
  await addManyHits(url, many)
})
afterAll(async () => {
  await store.close()
  await database.stop()
})

async function everyPage(
  filter: HitFilter,
  limit: number,
  between: (page: number) => Promise<unknown> = async () => null,
) {
  const hits: Hit[] = []
  let after: string | null = null
  for (let page = 0; page < 100; page += 1) {
    const got = await store.hits.page(filter, after, limit)
    hits.push(...got.hits)
    after = got.next
    if (after === null) return hits
    await between(page)
  }
  throw new Error('the list does not end')
}

describe('a walk over the list', () => {
  it('gives what its pages give, in their order, and counts it', async () => {
    const filter = { marketplace: 'ebay', scoreMin: 0.5 }
    const walked: string[] = []
    const count = await store.hits.walk(filter, async (hits) => void walked.push(...hits.map(({ id }) => id)))
    expect([walked, count]).toEqual([(await everyPage(filter, 500)).map(({ id }) => id), walked.length])
  })

  it('stands at one moment: what is ranked anew meanwhile is neither left out nor doubled', async () => {
    const walked: string[] = []
    const turn = (by: number) => query(url, `update hits set rank = ${by} - rank where marketplace = 'amazon'`)
    await store.hits.walk({ marketplace: 'amazon' }, async (hits) => {
      if (walked.length === 0) await turn(10)
      walked.push(...hits.map(({ id }) => id))
    })
    await turn(10)
    const [{ n } = { n: 0 }] = await query<{ n: number }>(
      url,
      `select count(*)::int as n from hits where marketplace = 'amazon'`,
    )
    expect([walked.length, new Set(walked).size]).toEqual([n, n])
  })

  it('ends with the error of who takes it, and leaves the store usable', async () => {
    const take = async () => {
      throw new Error('the disk is full')
    }
    await expect(store.hits.walk({}, take)).rejects.toThrow('the disk is full')
    expect((await store.hits.page({}, null, 1)).hits).toHaveLength(1)
  })
})

describe('the review list', () => {
  it('goes by rank, highest first, and by id among equals, with the whole count up to its limit', async () => {
    const page = await store.hits.page({ state: 'open' }, null, 50)
    const order = page.hits.map((hit) => [-hit.rank, hit.id] as const)
    expect(order).toEqual([...order].sort(([a, x], [b, y]) => a - b || (x < y ? -1 : 1)))
    expect(page).toMatchObject({ count: 10_000, countIsCapped: true })
    expect(await store.hits.page({ state: 'decided' }, null, 1)).toMatchObject({ count: 5_000, countIsCapped: false })
  })

  it('shows every hit once over its pages, though ranks are equal and page ends fall among equals', async () => {
    const hits = await everyPage({ marketplace: 'ebay', scoreMin: 0.5 }, 97)
    const expected = await query<{ n: number }>(
      url,
      `select count(*)::int as n from hits where marketplace = 'ebay' and score >= 0.5`,
    )
    expect(hits).toHaveLength(expected[0]!.n)
    expect(new Set(hits.map((hit) => hit.id)).size).toBe(hits.length)
  })

  it('shows nothing twice and skips nothing while hits are decided and others change their rank', async () => {
    const before = await everyPage({ state: 'open', text: 'shop 7' }, 500)
    const seen = await everyPage({ state: 'open', text: 'shop 7' }, 100, async (page) => {
      // What was shown is decided; what is still to come gets a neighbour above and one below the line of the last page.
      await query(url, `update hits set state = 'decided' where id = $1`, [before[page * 100]!.id])
      await query(url, `update hits set rank = $1 where text like 'shoe 4%' and text not like '%shop 7%'`, [page])
    })
    expect(seen.map((hit) => hit.id)).toEqual(before.map((hit) => hit.id))
  })

  it('refuses a cursor that it did not make', async () => {
    const strange = [
      '',
      'x',
      Buffer.from('{"rank":"1","id":"x"}').toString('base64url'),
      Buffer.from('[]').toString('base64url'),
    ]
    for (const cursor of strange) await expect(store.hits.page({}, cursor, 10)).rejects.toThrow(RangeError)
  })

  it('ends without a next page exactly at its end', async () => {
    const { count } = await store.hits.page({ state: 'decided' }, null, 1)
    expect((await store.hits.page({ state: 'decided' }, null, count)).next).toBeNull()
    expect((await store.hits.page({ state: 'decided' }, null, count - 1)).next).not.toBeNull()
  })
})

describe('a filter', () => {
  it.each<[string, HitFilter, string]>([
    ['state', { state: 'decided' }, `state = 'decided'`],
    ['watch', { watch: 'halvard' }, 'true'],
    ['another watch', { watch: 'nobody' }, 'false'],
    ['marketplace', { marketplace: 'amazon' }, `marketplace = 'amazon'`],
    ['verdict', { verdict: 'allowed' }, `verdict = 'allowed'`],
    ['UTC day', { day: '2026-11-03' }, `found_at::date = '2026-11-03'`],
    ['run', { run: 'many' }, 'true'],
    ['least score', { scoreMin: 0.99 }, 'score >= 0.99'],
    ['text, in any case', { text: 'SHOP 42' }, `text like '%shop 42%'`],
    ['text that LIKE would read as a pattern', { text: 'sh_p%' }, 'false'],
    [
      'all together',
      { state: 'open', day: '2026-11-02', text: 'shop', scoreMin: 0.2 },
      `state = 'open' and score >= 0.2 and found_at::date = '2026-11-02'`,
    ],
  ])('by %s leaves what it says', async (_by, filter, condition) => {
    const [expected] = await query<{ n: number }>(
      url,
      `select least(count(*), 10000)::int as n from hits where ${condition}`,
    )
    expect((await store.hits.page(filter, null, 1)).count).toBe(expected!.n)
  })

  it('refuses a day that is none', async () => {
    await expect(store.hits.page({ day: 'today' }, null, 1)).rejects.toThrow(RangeError)
  })

  it('has facets that say what choosing another of their values would show', async () => {
    const facets = await store.hits.facets({ marketplace: 'ebay', state: 'decided' })
    const ebay = await query<{ state: string; n: number }>(
      url,
      `select state, count(*)::int as n from hits where marketplace = 'ebay' group by state`,
    )
    expect(facets.state).toEqual({ withdrawn: 0, ...Object.fromEntries(ebay.map((row) => [row.state, row.n])) })
    expect(Object.keys(facets.marketplace)).toEqual(['amazon', 'bazaar', 'ebay'])
    expect(facets.watch).toEqual({ halvard: facets.state['decided'] })
  })

  it('has facets that never vanish: what fits nothing of the filter stands there with 0, in its place', async () => {
    const facets = await store.hits.facets({ text: 'no such words' })
    expect(facets).toEqual({
      watch: { halvard: 0 },
      marketplace: { amazon: 0, bazaar: 0, ebay: 0 },
      state: { open: 0, decided: 0, withdrawn: 0 },
    })
    expect(Object.keys((await store.hits.facets({ verdict: 'allowed' })).state)).toEqual(Object.keys(facets.state))
  })
})

type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Plan[] }
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
const isOnHits = (plan: Plan) => plan['Relation Name'] === 'hits'

describe('the plan of a page of the review list', () => {
  let db: Kysely<Tables>
  beforeAll(async () => {
    ;({ db } = await connect({ url, poolSize: 1 }))
  })
  afterAll(() => db.destroy())

  it.each<[string, HitFilter, RegExp]>([
    ['all hits', {}, /^hits_by_rank$/],
    ['open hits', { state: 'open' }, /^hits_by_/],
    ['open hits of a watch', { state: 'open', watch: 'halvard' }, /^hits_by_/],
    ['open hits of a marketplace', { state: 'open', marketplace: 'ebay' }, /^hits_by_/],
  ])(
    'reads %s from an index in their order and sorts no more than the page, also far down',
    async (_what, filter, index) => {
      for (const after of [null, { rank: 5, id: '8' }]) {
        const { rows } = await sql<{ 'QUERY PLAN': { Plan: Plan }[] }>`
        explain (format json) ${selectHits(pageOf(filter, after, 50))}`.execute(db)
        const nodes = nodesOf(rows[0]!['QUERY PLAN'][0]!.Plan)
        const limited = nodesOf(nodes.find((node) => node['Node Type'] === 'Limit' && nodesOf(node).some(isOnHits))!)
        expect(limited.filter(isOnHits).map((node) => node['Index Name'])).toEqual([expect.stringMatching(index)])
        expect(limited.map((node) => node['Node Type']).filter((type) => /Sort|Seq Scan|Bitmap/.test(type))).toEqual([])
      }
    },
  )
})

describe('the plan of a page of cards, with most hits in groups', () => {
  let db: Kysely<Tables>
  beforeAll(async () => {
    ;({ db } = await connect({ url, poolSize: 1 }))
    await query(url, `update hits set group_id = 'g' || ('x' || substr(id, 1, 8))::bit(32)::bigint % 800; analyze hits`)
  })
  afterAll(() => db.destroy())

  it.each<[string, HitFilter]>([
    ['open hits', { state: 'open' }],
    ['open hits of a marketplace', { state: 'open', marketplace: 'ebay' }],
    ['open hits with a text', { state: 'open', text: 'shop 4' }],
  ])('reads %s in their order and looks each group up by its index', async (_what, filter) => {
    for (const after of [null, { rank: 5, id: '8' }]) {
      const { rows } = await sql<{ 'QUERY PLAN': { Plan: Plan }[] }>`
        explain (format json) ${selectHits(pageOf({ ...filter, grouped: true }, after, 50))}`.execute(db)
      const nodes = nodesOf(rows[0]!['QUERY PLAN'][0]!.Plan)
      const limit = nodes.find((node) => node['Node Type'] === 'Limit' && nodesOf(node).some(isOnHits))!
      const [inOrder, ...lookUps] = limit.Plans!.flatMap(nodesOf)
      expect(inOrder).toMatchObject({ 'Node Type': 'Index Scan', 'Index Name': expect.stringMatching(/^hits_by_/) })
      expect(lookUps.flatMap((node) => node['Index Name'] ?? [])).toEqual(['hits_by_group'])
      expect(lookUps.map((node) => node['Node Type'])).not.toContain('Seq Scan')
    }
  })
})
