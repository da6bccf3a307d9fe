// One process: entries are added to the evidence log, one by one and many at once; then proofs are asked for.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../config/settings.ts'
import { openGround } from '../src/app/ground.ts'

const entries = 300_000
const atOnce = 1_000
const single = 500
const proofs = 200
const dataFolder = await mkdtemp(join(tmpdir(), 'morgiana-bench-log-'))
const reading = readSettings({ MORGIANA_DATA: dataFolder, PATH: process.env['PATH'] })
if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
const ground = await openGround(reading.settings, 'guest')
const { evidenceLog } = ground.store
await evidenceLog.begin('bench.example/log', 'machine-bench')
let count = 0
const entry = () => {
  const id = `ev-${String(count++).padStart(12, '0')}`
  return { type: 'event' as const, subject: id, record: `events/${id}.json`, sha256: id.slice(-12).padStart(64, '0') }
}
const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1_000
}
const bySelf = await secondsOf(async () => {
  for (let at = 0; at < single; at++) await evidenceLog.append([entry()], new Date())
})
const together = await secondsOf(async () => {
  while (count < entries) await evidenceLog.append(Array.from({ length: atOnce }, entry), new Date())
})
const proving = await secondsOf(async () => {
  for (let at = 0; at < proofs; at++) await evidenceLog.inclusion([(at * 7_919) % entries], entries)
})
console.log(
  JSON.stringify({
    entries,
    'appends a second': (entries - single) / together,
    'appends a second, a transaction each': single / bySelf,
    'ms a proof': (proving * 1_000) / proofs,
  }),
)
await ground.close()
await rm(dataFolder, { recursive: true, force: true })
