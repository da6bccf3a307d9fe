import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openQueues } from '../../queues/driver.ts'
import { DependencyDown } from '../../src/model/dependency-down.ts'
import { type Drops, layForgetfulWire } from '../contract/forgetful-wire.ts'
import { aHandler, aJob, idOf, lockMs, log } from '../contract/ground.ts'
import { Journal } from '../contract/journal.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())

async function wire(drops: Drops) {
  const laid = await layForgetfulWire(await database.freshDatabase(), drops)
  onTestFinished(() => laid.close())
  return laid
}

const open = (url: string) => openQueues({ engine: { kind: 'postgres', url }, lockMs, log })

describe('queues on a PostgreSQL whose answers are lost', () => {
  it('do not start, and end nothing: no connection is without somebody who hears of its end', async () => {
    const lost = await wire(() => true)
    await expect(open(lost.url)).rejects.toBeInstanceOf(DependencyDown)
    expect(lost.dropped()).toBeGreaterThan(0)
  })

  it('lose no job and double none when they have started', async () => {
    let isLosing = false
    let answers = 0
    const lost = await wire(() => isLosing && ++answers % 7 === 0)
    const queues = await open(lost.url)
    onTestFinished(() => queues.close())
    const batches = Array.from({ length: 40 }, (_, index) => `batch-${index}`)
    await queues.add(batches.map((batch) => aJob('lost-answers', batch)))
    const seen = new Journal<string>()
    isLosing = true
    const work = () => queues.work('lost-answers', [aHandler(async ({ batch }) => seen.add(batch))], { concurrency: 4 })
    await expect
      .poll(
        () =>
          work().then(
            () => true,
            () => false,
          ),
        { timeout: 30_000 },
      )
      .toBe(true)
    await seen.until((entries) => new Set(entries).size === batches.length, 45_000)
    isLosing = false
    for (const batch of batches)
      await expect
        .poll(() => queues.state('lost-answers', idOf(batch)), { timeout: 15_000 })
        .toEqual({ state: 'missing' })
    expect(lost.dropped()).toBeGreaterThan(5)
  })
})
