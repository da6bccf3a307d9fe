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

/** A process that starts now; each `tend` is at a time of the test's own. */
function started() {
  const said: { msg: string; faults?: { file: string }[] }[] = []
  let looks = 0
  let now = new Date()
  const log = pino({ level: 'warn' }, { write: (line: string) => said.push(JSON.parse(line)) })
  const settings = { organisation: 'Brand', legalBasis: 'its trade mark', evidenceDays: null }
  const verifyLog = () => {
    looks += 1
    return ground.verifyLog()
  }
  const tends = evidenceTending({
    ...{
      store: ground.store,
      keeper: ground.keeper,
      evidence: { verifyLog, law: ground.law },
      onVerdict: false,
      settings,
      log,
    },
    // Nothing is planned here, so that nothing is queued.
    queues: {} as Queues,
    now: () => now,
  })
  const tend = async (hours: number) => {
    now = new Date(Date.now() + hours * 3_600_000)
    await tends()
  }
  return { said, tend, looks: () => looks }
}
const headsGiven = () => readdirSync(ground.headFolder).filter((name) => name.startsWith('head'))

it('a head is given out once a day, of a log that is sound, and what has not grown is not looked at again', async () => {
  const { said, tend, looks } = started()
  await tend(0)
  const first = headsGiven()
  expect(first.length).toBeGreaterThan(0)
  for (const hours of [1, 30, 60]) await tend(hours)
  expect(said).toEqual([])
  expect(looks()).toBe(1)
  expect(headsGiven()).toEqual(first)
})

it('a log that somebody changed is told once at the next start, and no head vouches for it', async () => {
  const before = headsGiven()
  await query(ground.database.url, `update evidence_log set body = replace(body, 'key', 'kez') where index = 0`)
  const { said, tend } = started()
  await tend(48)
  await tend(72)
  expect(said).toMatchObject([{ msg: expect.stringMatching(/^the evidence log is not what it was/) }])
  expect(said[0]?.faults?.map(({ file }) => file)).toContain('data/log/entries/0.json')
  expect(headsGiven()).toEqual(before)
})
