import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Bazaar, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { dataFolder, type Program, startProgram } from './program.ts'
import { planDemoRun, untilRunEnds, whatIsKept, workEnvironment } from './runs.ts'

const killsMin = 20
const workersAtOnce = 2
const runLimitMs = 300_000

let server: TestDatabase
let bazaar: Bazaar
let folder: Awaited<ReturnType<typeof dataFolder>>

beforeAll(async () => {
  server = await testDatabase()
  folder = await dataFolder()
  bazaar = await openBazaar({ seed: 7, listings: 4_000 })
})
afterAll(async () => {
  await bazaar.close()
  await server.stop()
  await folder.remove()
})

const environment = (database: string) => workEnvironment({ database, folder: folder.path, market: bazaar.origin })

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

async function undisturbed(database: string) {
  const run = await planDemoRun(database)
  const program = startProgram(['work'], environment(database))
  await untilRunEnds(database, run, runLimitMs)
  program.child.kill('SIGTERM')
  expect((await program.ended).code).toBe(0)
}

/** Two workers at a time; each is killed after a random number of the market's answers, so in the middle of its work. */
async function disturbed(database: string): Promise<number> {
  const run = await planDemoRun(database)
  const throwDice = dice(20_261_124)
  let kills = 0
  let over = false
  const end = untilRunEnds(database, run, runLimitMs).then(() => {
    over = true
  })
  const live = async (): Promise<void> => {
    const program: Program = startProgram(['work'], environment(database))
    await program.line(/ready/)
    if (kills < killsMin) {
      const until = answered() + throwDice(8)
      await vi.waitUntil(() => over || answered() >= until, { timeout: runLimitMs, interval: 5 })
      if (!over) kills += 1
    } else {
      await end
    }
    program.child.kill('SIGKILL')
    await program.ended
    if (!over) await live()
  }
  await Promise.all([end, ...Array.from({ length: workersAtOnce }, live)])
  return kills
}

describe('workers that are killed with kill -9 at random moments', () => {
  it('lose nothing and double nothing: what is kept equals an undisturbed run', { timeout: 700_000 }, async () => {
    const [calm, rough] = [await server.freshDatabase(), await server.freshDatabase()]
    await undisturbed(calm)
    const kills = await disturbed(rough)
    expect(kills).toBeGreaterThanOrEqual(killsMin)

    const expected = await whatIsKept(calm)
    expect(expected.sightings.length).toBeGreaterThan(300)
    expect(expected.hits.length).toBeGreaterThan(10)
    expect(JSON.stringify(expected.scores)).toContain('image.official-copy')
    expect(await whatIsKept(rough)).toEqual(expected)
  })
})
