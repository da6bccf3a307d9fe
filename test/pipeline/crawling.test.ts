import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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

  it('forbids all the same where nobody wrote why, and is not even asked for where somebody did', async () => {
    await bazaar.set([{ kind: 'robots-disallow' }])
    const before = bazaar.counts()
    const obeyed = await morgiana(['scan', '--json', demo], {})
    expect(obeyed.code).toBe(5)
    expect(bazaar.counts()).toEqual({ ...before, robots: before.robots + 1 })
    const overridden = await morgiana(['scan', '--json', demo], {
      MORGIANA_ROBOTS_OVERRIDES: 'bazaar=written permission of 2026-10-01',
    })
    expect(overridden.code).toBe(0)
    expect(bazaar.counts().robots).toBe(before.robots + 1)
    await bazaar.set([])
  })

  it.each([
    ['bazaar', 'must read like marketplace=value'],
    ['bazaar=why not', 'the reason must be written out in 10 to 500 characters'],
    ['bazar=written permission of 2026-10-01', 'unknown marketplace "bazar", did you mean "bazaar"?'],
  ])('needs a reason and a marketplace: "%s" does not start', async (written, said) => {
    const { code, err } = await morgiana(['scan', demo], { MORGIANA_ROBOTS_OVERRIDES: written })
    expect([code, err]).toEqual([3, expect.stringContaining(said)])
  })
})

describe('a budget a day', () => {
  const asked = () => bazaar.counts().search + bazaar.counts().listing
  const withBudget = async (budget: number): Promise<string> => {
    const file = join(folder.path, `budget-${budget}.yaml`)
    // The official photos are not what this is about.
    const written = (await readFile(demo, 'utf8')).replace(/^ +images:.*\n/gm, '')
    await writeFile(file, `${written}\nbudget: ${budget}\n`)
    return file
  }

  it('is all that is asked on that day, by whichever process, and what did not fit is told', async () => {
    const file = await withBudget(7)
    const before = asked()
    const first = await morgiana(['scan', '--json', file], {})
    expect(first.code).toBe(5)
    expect(asked() - before).toBe(7)
    type Row = { state: string; why?: string }
    const ends = (JSON.parse(first.out).coverage as Row[]).filter(({ state }) => state === 'out-of-budget')
    expect(ends.length).toBeGreaterThan(0)
    expect(ends[0]?.why).toMatch(/^the watch's 7 requests of \d{4}-\d\d-\d\d \(UTC\) are spent$/)

    const second = await morgiana(['scan', '--json', file], {})
    expect(second.code).toBe(5)
    const states = new Set((JSON.parse(second.out).coverage as Row[]).map(({ state }) => state))
    expect([...states]).toEqual(['out-of-budget'])
    expect(asked() - before).toBe(7)
  })

  it('that is raised lets the rest of the day go on', async () => {
    await morgiana(['scan', '--json', await withBudget(7)], {})
    expect((await morgiana(['scan', '--json', await withBudget(400)], {})).code).toBe(0)
  })
})
