import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Bazaar, demoMarket, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import { freePort } from '../../src/store/free-port.ts'
import { type Cable, layCable } from '../contract/cable.ts'
import { hasRedis, startRedis } from '../contract/servers.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { dataFolder, type Program, startProgram } from './program.ts'
import { planDemoRun, untilRunEnds, workEnvironment } from './runs.ts'

let server: TestDatabase
let bazaar: Bazaar
let folder: Awaited<ReturnType<typeof dataFolder>>

beforeAll(async () => {
  server = await testDatabase()
  folder = await dataFolder()
  bazaar = await openBazaar(demoMarket)
})
afterAll(async () => {
  await bazaar.close()
  await server.stop()
  await folder.remove()
})

/** How long each is away: in the suite until both programs have said so; `npm run torture` sets a minute. */
const awayMs = Number(process.env['AWAY_MS'] ?? 0)
const limitMs = 90_000
const runLimitMs = 240_000

/** A program that stands, and what it says of itself. */
type Standing = { verb: string; program: Program; origin: string }

async function stand(verb: string, ready: RegExp, env: Record<string, string>): Promise<Standing> {
  const port = String(await freePort())
  const program = startProgram([verb], { ...env, MORGIANA_PORT: port })
  onTestFinished(() => void program.child.kill('SIGKILL'))
  await program.line(ready, limitMs)
  return { verb, program, origin: `http://127.0.0.1:${port}` }
}

const readiness = async ({ origin }: Standing): Promise<number> => (await fetch(`${origin}/readyz`)).status

const outages = async ({ origin }: Standing, what: string): Promise<string> => {
  const text = await (await fetch(`${origin}/metrics`)).text()
  const reading = (name: string) => new RegExp(`^${name}\\{what="${what}"\\} (\\d+)$`, 'm').exec(text)?.[1]
  return `${reading('morgiana_outage')} now, ${reading('morgiana_outages_total')} since the start`
}

/** Takes `what` away and gives it back: each program says both, and none of them ends. */
async function takeAway(what: string, cable: Cable, how: 'refused' | 'frozen', standing: readonly Standing[]) {
  const until = (check: (each: Standing) => Promise<boolean>) =>
    Promise.all(standing.map((each) => vi.waitUntil(() => check(each), { timeout: limitMs, interval: 100 })))
  await cable.cut(how)
  const backAt = Date.now() + awayMs
  await until(async (each) => (await readiness(each)) === 503)
  await until(async (each) => (await outages(each, what)).startsWith('1 now'))
  for (const { origin } of standing) expect((await fetch(`${origin}/healthz`)).status).toBe(200)
  await vi.waitUntil(() => Date.now() >= backAt, { timeout: awayMs + limitMs })
  await cable.mend()
  await until(async (each) => (await readiness(each)) === 200)
  await until(async (each) => (await outages(each, what)).startsWith('0 now'))
}

const standingOf = async (env: Record<string, string>): Promise<Standing[]> => [
  await stand('work', /ready/, env),
  await stand('serve', /^review page/, env),
]

/** A run that starts after all of it goes to its end, and both end when they are told to, with code 0. */
async function goOn(database: string, env: Record<string, string>, standing: readonly Standing[]): Promise<void> {
  const run = await planDemoRun(database, env)
  await untilRunEnds(database, run, runLimitMs)
  expect(await query(database, 'select distinct state from coverage where run_id = $1', [run])).toEqual([
    { state: 'searched' },
  ])
  for (const { program } of standing) program.child.kill('SIGTERM')
  expect(await Promise.all(standing.map(async ({ program }) => (await program.ended).code))).toEqual([0, 0])
}

describe('work and serve, when what they need goes away and comes back', () => {
  it('say so of the database, refused or frozen, and go on by themselves', async () => {
    const database = await server.freshDatabase()
    const cable = await layCable(database)
    const env = workEnvironment({ database: cable.url, folder: folder.path, market: bazaar.origin })
    const standing = await standingOf(env)
    for (const how of ['refused', 'frozen'] as const) await takeAway('database', cable, how, standing)
    expect(await Promise.all(standing.map((each) => outages(each, 'database')))).toEqual([
      '0 now, 2 since the start',
      '0 now, 2 since the start',
    ])
    await goOn(database, {}, standing)
  }, 600_000)

  it.skipIf(!hasRedis())(
    'say so of Redis, refused or frozen (skipped: no redis-server)',
    async () => {
      const redis = await startRedis()
      onTestFinished(() => redis.stop())
      const database = await server.freshDatabase()
      const cable = await layCable(redis.url)
      const env = workEnvironment({ database, folder: folder.path, market: bazaar.origin }, { REDIS_URL: cable.url })
      const standing = await standingOf(env)
      for (const how of ['refused', 'frozen'] as const) await takeAway('queues', cable, how, standing)
      await goOn(database, { REDIS_URL: redis.url }, standing)
    },
    600_000,
  )
})
