import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Bazaar, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { dataFolder, runProgram } from './program.ts'

const demo = 'config/watchlists/demo.yaml'
let server: TestDatabase
let bazaar: Bazaar
let folder: Awaited<ReturnType<typeof dataFolder>>
let database: string

beforeAll(async () => {
  server = await testDatabase()
  folder = await dataFolder()
  bazaar = await openBazaar({ seed: 3, listings: 200 })
})
afterAll(async () => {
  await bazaar.close()
  await server.stop()
  await folder.remove()
})
beforeEach(async () => {
  database = await server.freshDatabase()
})

const morgiana = (args: string[], more: Record<string, string>) =>
  runProgram(args, {
    DATABASE_URL: database,
    MORGIANA_DATA: folder.path,
    MORGIANA_ORIGINS: `bazaar=${bazaar.origin}`,
    MORGIANA_ALLOW_LOOPBACK: 'yes',
    ...more,
  })

describe('a scan whose proxies are all dead', () => {
  it('says so for each search, by host and without the password, and in the exit code', async () => {
    const { code, out, err } = await morgiana(['scan', '--json', demo], {
      MORGIANA_PROXIES: 'bazaar=http://anna:geheim@127.0.0.1:1 http://anna:geheim@127.0.0.1:2',
    })
    expect(code).toBe(5)
    const { coverage, counts } = JSON.parse(out)
    const ends = coverage.map(({ state, why }: { state: string; why: string }) => ({ state, why }))
    const why = expect.stringMatching(/^no proxy of bazaar works \(.*127\.0\.0\.1:[12].*127\.0\.0\.1:[12]/)
    expect(ends.length).toBeGreaterThan(0)
    expect(ends).toEqual(ends.map(() => ({ state: 'failed', why })))
    expect(counts.listings).toBe(0)
    expect(err.match(/a proxy does not work/g)).toHaveLength(2)
    expect(out + err).not.toMatch(/geheim|anna/)
  })

  it('does not start for a territory that the marketplace does not have', async () => {
    const { code, err } = await morgiana(['scan', demo], { MORGIANA_PROXIES: 'bazaar/atlantis=http://127.0.0.1:1' })
    expect(code).toBe(3)
    expect(err).toContain('MORGIANA_PROXIES names "bazaar/atlantis", but the territories of bazaar are')
  })
})

describe('a robots.txt that is not obeyed', () => {
  it('is on record in the audit log, with the reason that was written', async () => {
    const reason = 'written permission of 2026-10-01, signed by the market'
    const { code, err } = await morgiana(['scan', '--json', demo], { MORGIANA_ROBOTS_OVERRIDES: `bazaar=${reason}` })
    expect({ code, err }).toMatchObject({ code: 0 })
    const entries = await query(database, "select who, what from audit where action = 'robots.override'")
    expect(entries).toEqual([{ who: 'settings', what: { marketplace: 'bazaar', reason } }])
  })
})
