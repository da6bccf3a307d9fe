import { readdirSync } from 'node:fs'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Queues } from '../../queues/queues.ts'
import { evidenceTending } from '../../src/app/capturing.ts'
import { openGround } from '../custody/ground.ts'
import { query } from '../store/database.ts'

let ground: Awaited<ReturnType<typeof openGround>>
beforeAll(async () => {
  ground = await openGround()
  await ground.keeper.begin()
})
afterAll(() => ground.close())

/** A process that starts now: what it says of the log when it first tends to it. */
async function started(now = new Date()) {
  const said: { msg: string; faults?: { file: string }[] }[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => said.push(JSON.parse(line)) })
  const settings = { organisation: 'Brand', legalBasis: 'its trade mark' }
  const tend = evidenceTending({
    ...{ store: ground.store, keeper: ground.keeper, evidence: ground, onVerdict: false, settings, log },
    // Nothing is planned here, so that nothing is queued.
    queues: {} as Queues,
    now: () => now,
  })
  await tend()
  return said
}
const headsGiven = () => readdirSync(ground.headFolder).filter((name) => name.startsWith('head'))

it('a head is given out once a day, of a log that is sound', async () => {
  expect(await started()).toEqual([])
  const first = headsGiven()
  expect(first.length).toBeGreaterThan(0)
  expect(await started()).toEqual([])
  expect(headsGiven()).toEqual(first)
})

it('a log that somebody changed is told at the next start, and no head vouches for it', async () => {
  const before = headsGiven()
  await query(ground.database.url, `update evidence_log set body = replace(body, 'key', 'kez') where index = 0`)
  const said = await started(new Date(Date.now() + 2 * 86_400_000))
  expect(said).toMatchObject([{ msg: expect.stringMatching(/^the evidence log is not what it was/) }])
  expect(said[0]?.faults?.map(({ file }) => file)).toContain('data/log/entries/0.json')
  expect(headsGiven()).toEqual(before)
})
