import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bazaar, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import { layForgetfulWire } from '../contract/forgetful-wire.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { dataFolder, startProgram } from './program.ts'
import { planDemoRun, untilRunEnds, whatIsKept, workEnvironment } from './runs.ts'

const droppedMin = 500
const workersAtOnce = 2
/** One run loses some 250; as many more, on fresh databases, at the most. */
const roundsMax = 5
const runLimitMs = 400_000

let server: TestDatabase
let bazaar: Bazaar
let folder: Awaited<ReturnType<typeof dataFolder>>

beforeAll(async () => {
  server = await testDatabase()
  folder = await dataFolder()
  bazaar = await openBazaar({ seed: 11, listings: 1_500 })
})
afterAll(async () => {
  await bazaar.close()
  await server.stop()
  await folder.remove()
})

const environment = (database: string) => workEnvironment({ database, folder: folder.path, market: bazaar.origin })

/**
 * Runs the demo's watch with two workers that reach the database as they are told; only a start may end for want of it, so
 * that harm is done from `started` on. @returns how each of them ended
 */
async function worked(database: string, throughWhat: string, started?: () => void): Promise<(number | null)[]> {
  const run = await planDemoRun(database)
  const workers = Array.from({ length: workersAtOnce }, () => startProgram(['work'], environment(throughWhat)))
  await Promise.all(workers.map((worker) => worker.line(/ready/)))
  started?.()
  await untilRunEnds(database, run, runLimitMs)
  for (const { child } of workers) child.kill('SIGTERM')
  return (await Promise.all(workers.map(({ ended }) => ended))).map(({ code }) => code)
}

/** A run through a wire that loses confirmations. @returns the database, and how many were lost */
async function lossy(): Promise<{ database: string; lost: number }> {
  const database = await server.freshDatabase()
  let isLosing = false
  let lost = 0
  let commits = 0
  let others = 0
  // Each but every fifth, so that those of what is tried again are lost, too; and some answers of the queues' functions.
  const wire = await layForgetfulWire(database, (tag) => {
    if (!isLosing) return false
    if (tag !== 'COMMIT') return tag.startsWith('SELECT') && ++others % 97 === 0
    commits += 1
    if (commits % 5 === 0) return false
    lost += 1
    return true
  })
  const ended = await worked(database, wire.url, () => {
    isLosing = true
  })
  expect(ended).toEqual([0, 0])
  await wire.close()
  return { database, lost }
}

describe('workers whose COMMITs are done and never confirmed', () => {
  it('end by no one of 500, lose nothing and double nothing', { timeout: 1_800_000 }, async () => {
    const calm = await server.freshDatabase()
    expect(await worked(calm, calm)).toEqual([0, 0])
    const expected = await whatIsKept(calm)
    let lost = 0
    for (let round = 0; round < roundsMax && lost < droppedMin; round += 1) {
      const rough = await lossy()
      lost += rough.lost
      expect(await whatIsKept(rough.database)).toEqual(expected)
    }
    expect(lost).toBeGreaterThanOrEqual(droppedMin)
  })
})
