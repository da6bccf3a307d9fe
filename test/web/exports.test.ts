import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiHits } from '../../src/web/api.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { addHits, manyHits, type Served, serve } from './served.ts'

let database: TestDatabase
let served: Served
let cookie: string
beforeAll(async () => {
  database = await testDatabase()
  served = await serve(database)
  await addHits(served, manyHits(8))
  cookie = await served.cookie('Dana')
})
afterAll(async () => {
  await served.close()
  await database.stop()
})

describe('hits as a file', () => {
  const file = (path: string) => fetch(`${served.url}/api/exports/hits?${path}`, { headers: { cookie } })
  const ids = (text: string) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { id: string }).id)

  it('are those of the list, in its order, with a name, a size and how many', async () => {
    const listed = await fetch(`${served.url}/api/hits?state=open&limit=100`, { headers: { cookie } })
    const { hits } = (await listed.json()) as ApiHits
    const response = await file('state=open&format=jsonl')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(ids(bytes.toString('utf8'))).toEqual(hits.map(({ id }) => id))
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/jsonl; charset=utf-8',
      'content-length': String(bytes.length),
      'content-disposition': expect.stringMatching(/^attachment; filename="morgiana-hits-\d{4}-\d\d-\d\d\.jsonl"$/),
      'x-rows': String(hits.length),
    })
  })

  it('are written into the audit log, with who and what', async () => {
    await (await file('text=l3&format=csv')).text()
    const [entry] = await query<{ who: string; what: unknown }>(
      served.databaseUrl,
      `select who, what from audit where action = 'export' order by seq desc limit 1`,
    )
    expect(entry?.what).toEqual({ of: 'hits', format: 'csv', filter: { text: 'l3' }, rows: expect.any(Number) })
  })

  it('of a format that is not there are refused with its name', async () => {
    const response = await file('format=pdf')
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ error: expect.objectContaining({ where: 'query.format' }) }),
    ])
  })

  it('are made two at once; a third is told to wait', async () => {
    const all = await Promise.all(['csv', 'xlsx', 'jsonl', 'csv'].map((format) => file(`format=${format}`)))
    for (const each of all) await each.arrayBuffer()
    expect(all.map(({ status }) => status).filter((status) => status !== 200 && status !== 503)).toEqual([])
    expect((await file('format=csv')).status).toBe(200)
  })
})
