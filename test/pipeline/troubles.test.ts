import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Bazaar, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import type { Trouble } from '../../src/bazaar/troubles.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { dataFolder, runProgram } from './program.ts'

const demo = 'config/watchlists/demo.yaml'
let server: TestDatabase
let bazaar: Bazaar
let folder: Awaited<ReturnType<typeof dataFolder>>
let database: string

beforeAll(async () => {
  server = await testDatabase()
  folder = await dataFolder()
})
afterAll(async () => {
  await server.stop()
  await folder.remove()
})
beforeEach(async () => {
  bazaar = await openBazaar({ seed: 3, listings: 600 })
  database = await server.freshDatabase()
})
afterEach(() => bazaar.close())

const morgiana = (...args: string[]) =>
  runProgram(args, {
    DATABASE_URL: database,
    MORGIANA_DATA: folder.path,
    MORGIANA_ORIGINS: `bazaar=${bazaar.origin}`,
    MORGIANA_ALLOW_LOOPBACK: 'yes',
    MORGIANA_PROBE_MS: '1000',
  })

describe('a lane that meets a block page', () => {
  it('opens its breaker; scan and status say so, with exit code 5; nothing planned is left without an end', async () => {
    await bazaar.set([{ kind: 'block-page' }])
    const scan = await morgiana('scan', '--json', demo)
    expect(scan.code).toBe(5)
    const report = JSON.parse(scan.out)
    const states = report.coverage.map((row: { state: string }) => row.state)
    expect(states).toContain('blocked')
    expect(states).toContain('paused')
    expect(states).not.toContain('planned')
    expect(report.paused).toMatchObject([{ marketplace: 'bazaar', state: 'open' }])
    expect(scan.err.match(/breaker opened/g)).toHaveLength(1)

    const status = await morgiana('status')
    expect(status.code).toBe(5)
    expect(status.out).toMatch(/bazaar: paused since/)
  })

  it('works again when a probe gets through', async () => {
    await bazaar.set([{ kind: 'block-page' }])
    await morgiana('scan', '--json', demo)
    await bazaar.set([])
    let code: number | null = null
    // Within the probe's wait the lane stays paused; a scan after it gets one search through, which closes the breaker.
    for (let tried = 0; tried < 10 && code !== 0; tried += 1) ({ code } = await morgiana('scan', '--json', demo))
    expect(code).toBe(0)
    expect((await morgiana('status')).code).toBe(0)
  })
})

describe('troubles that must not be silent', () => {
  const troubles: [Trouble, string][] = [
    [{ kind: 'changed-layout' }, 'changed'],
    [{ kind: 'empty-shell' }, 'changed'],
    [{ kind: 'redirect-home' }, 'blocked'],
    [{ kind: 'block-page', status: 403 }, 'blocked'],
    [{ kind: 'robots-disallow' }, 'refused'],
    [{ kind: 'truncated', how: 'reset' }, 'failed'],
    [{ kind: 'redirect-loop' }, 'failed'],
    [{ kind: 'dead', how: 'reset' }, 'failed'],
  ]
  it.each(troubles)('%j: searches end as %s, with exit code 5', async (trouble, state) => {
    await bazaar.set([trouble])
    const { code, out } = await morgiana('scan', '--json', demo)
    expect(code).toBe(5)
    const states = new Set(JSON.parse(out).coverage.map((row: { state: string }) => row.state))
    expect([...states].filter((each) => each !== 'paused')).toEqual([state])
  })

  it('429 with Retry-After holds the lane, and then all is covered', async () => {
    await bazaar.set([{ kind: 'too-many-requests', retryAfterSeconds: 1, requestsMax: 3 }])
    const { code, out } = await morgiana('scan', '--json', demo)
    expect(code).toBe(0)
    expect(JSON.parse(out).counts.notCovered).toBe(0)
  })
})
