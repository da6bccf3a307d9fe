import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Bazaar, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import { hasRedis } from '../contract/servers.ts'
import { dataFolder } from './program.ts'
import { planDemoRun, untilRunEnds, whatIsKept, workEnvironment } from './runs.ts'
import { mortalPostgres, mortalRedis, mortalWorker, type Victim } from './victims.ts'

/** In the suite; `npm run torture` sets more, and prints what it did. For each engine. */
const killsMin = Number(process.env['TORTURE_KILLS'] ?? 10)
/** Of the market's answers between two kills, at the most: in the middle of the work. */
const answersMax = 8
const runLimitMs = 600_000
/** A run ends before there were enough kills: more of them, on fresh databases, with one kill each at the least. */
const roundsMax = killsMin

let postgres: Awaited<ReturnType<typeof mortalPostgres>>
let bazaar: Bazaar
let folder: Awaited<ReturnType<typeof dataFolder>>

beforeAll(async () => {
  folder = await dataFolder()
  postgres = await mortalPostgres(folder.path)
  bazaar = await openBazaar({ seed: 7, listings: 4_000 })
})
afterAll(async () => {
  await bazaar?.close()
  await postgres?.close()
  await folder.remove()
})

/** Numbers from 1 to `most` that look random and are the same each time (mulberry32). */
function dice(seed: number) {
  let state = seed
  return (most: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return 1 + (((t ^ (t >>> 14)) >>> 0) % most)
  }
}

const answered = (): number => Object.values(bazaar.counts()).reduce((sum, count) => sum + count, 0)

const environment = (database: string, more: Record<string, string> = {}) =>
  workEnvironment({ database, folder: folder.path, market: bazaar.origin }, more)

async function undisturbed() {
  const database = await postgres.freshDatabase()
  const run = await planDemoRun(database)
  const worker = mortalWorker('worker', environment(database))
  await untilRunEnds(database, run, runLimitMs)
  expect(await worker.stop()).toBe(0)
  return whatIsKept(database)
}

/** One run with two workers; one of them or a server is killed after a random number of answers, again and again. */
async function disturbed(servers: Victim[], more: Record<string, string>, throwDice: (most: number) => number) {
  const database = await postgres.freshDatabase()
  const run = await planDemoRun(database, more)
  const workers = ['worker 1', 'worker 2'].map((name) => mortalWorker(name, environment(database, more)))
  // Workers twice as often as servers: each start of theirs takes as long.
  const victims = [...workers, ...workers].map(({ victim }) => victim).concat(servers)
  const killed: string[] = []
  let over = false
  const end = untilRunEnds(database, run, runLimitMs).then(() => {
    over = true
  })
  while (!over) {
    const until = answered() + throwDice(answersMax)
    await vi.waitUntil(() => over || answered() >= until, { timeout: runLimitMs, interval: 5 })
    const victim = victims[throwDice(victims.length) - 1]
    if (over || !victim || killed.length >= killsMin) continue
    await victim.kill()
    killed.push(victim.name)
  }
  await end
  expect(await Promise.all(workers.map((worker) => worker.stop()))).toEqual([0, 0])
  return { database, killed }
}

/** Rounds until there were enough kills; what each kept equals what an undisturbed run keeps. */
async function survives(servers: Victim[], more: Record<string, string> = {}): Promise<void> {
  const startedAt = Date.now()
  const throwDice = dice(20_261_124)
  const expected = await undisturbed()
  expect(expected.sightings.length).toBeGreaterThan(300)
  expect(expected.hits.length).toBeGreaterThan(10)
  expect(JSON.stringify(expected.scores)).toContain('image.official-copy')
  const killed: string[] = []
  for (let round = 0; round < roundsMax && killed.length < killsMin; round += 1) {
    const ended = await disturbed(servers, more, throwDice)
    killed.push(...ended.killed)
    expect(await whatIsKept(ended.database)).toEqual(expected)
  }
  expect(killed.length).toBeGreaterThanOrEqual(killsMin)
  const counts = [...new Set(killed)].sort().map((name) => `${name} ${killed.filter((each) => each === name).length}`)
  if (process.env['TORTURE_KILLS']) {
    const seconds = Math.round((Date.now() - startedAt) / 1_000)
    process.stdout.write(`${killed.length} kills in ${seconds} s (${counts.join(', ')}): 0 lost, 0 doubled\n`)
  }
}

describe('workers and servers that are killed with kill -9 at random moments', () => {
  it('lose nothing and double nothing with the queues in PostgreSQL', { timeout: 7_200_000 }, () =>
    survives([postgres.victim]),
  )

  it.skipIf(!hasRedis())(
    'lose nothing and double nothing with the queues in Redis, which forgets them all (skipped: no redis-server)',
    { timeout: 7_200_000 },
    async () => {
      const redis = await mortalRedis()
      onTestFinished(() => redis.close())
      await survives([postgres.victim, redis.victim], { REDIS_URL: redis.url })
    },
  )
})
