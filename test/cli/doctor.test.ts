import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings, type Settings } from '../../config/settings.ts'
import { openEvidence } from '../../src/app/evidence.ts'
import { openCommand } from '../../src/app/ground.ts'
import { doctor } from '../../src/cli/doctor.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { captureIo } from './captured-io.ts'

let database: TestDatabase
let dataFolder: string
beforeAll(async () => {
  database = await testDatabase()
  dataFolder = mkdtempSync(join(tmpdir(), 'doctor-'))
})
afterAll(async () => {
  await database.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

function settings(more: Record<string, string> = {}): Settings {
  const env = { MORGIANA_DATA: dataFolder, DATABASE_URL: database.url, PATH: process.env['PATH'] ?? '', ...more }
  const reading = readSettings(env)
  if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
  return reading.settings
}
/** Without a browser, which takes its time to start, where the check is not about it. */
async function examined(more: Record<string, string> = {}) {
  const io = captureIo()
  const code = await doctor.run(['--json'], io, settings({ MORGIANA_CHROMIUM: '/nowhere/chromium', ...more }))
  const { checks } = JSON.parse(io.outLines.join('')) as { checks: { name: string; state: string; says: string }[] }
  return { code, of: (name: string) => checks.find((each) => each.name === name) }
}

describe('the doctor', () => {
  it('looks at everything, and says what is missing without calling it wrong', async () => {
    const io = captureIo()
    expect(await doctor.run([], io, settings())).toBe(0)
    expect(io.outLines.filter((line) => !line.startsWith(' ')).map((line) => line.split(':')[0])).toEqual([
      'note  settings',
      expect.stringMatching('data folder'),
      expect.stringMatching('browser'),
      ...['ok    database', 'ok    clock', 'ok    queues', 'ok    evidence log', 'ok    signing keys'],
      ...['note  time stamps', 'note  heads'],
    ])
    expect(io.outLines.join('\n')).toMatch(/→ set MORGIANA_TSA and MORGIANA_TSA_ROOTS/)
  }, 30_000)

  it('names a database that is away, looks at the rest all the same, and ends with 7', async () => {
    const { code, of } = await examined({ DATABASE_URL: 'postgres://a:b@127.0.0.1:9/c' })
    expect(code).toBe(7)
    expect(of('database')).toMatchObject({ state: 'wrong' })
    expect(of('data folder')).toMatchObject({ state: expect.stringMatching(/good|warning/) })
    expect(of('evidence log')).toMatchObject({ state: 'warning' })
  }, 30_000)

  it('tells a browser that is not there, and one that does not start', async () => {
    expect((await examined()).of('browser')).toMatchObject({
      ...{ state: 'warning', says: expect.stringMatching('there is none') },
    })
    const { code, of } = await examined({ MORGIANA_CHROMIUM: '/bin/false' })
    expect(of('browser')).toMatchObject({ state: 'wrong', says: expect.stringMatching(/false .* does not start/) })
    expect(code).toBe(3)
  }, 30_000)

  it('tells keys that others can read or that are gone, and a log that was changed, the gravest by the exit code', async () => {
    const ground = await openCommand(settings())
    await (await openEvidence(settings(), ground.store, openLog('silent'))).keeper.begin()
    await ground.close()
    expect((await examined()).of('signing keys')).toMatchObject({ state: 'good' })
    const keys = join(dataFolder, 'evidence', 'keys')
    for (const name of readdirSync(keys)) chmodSync(join(keys, name), 0o644)
    expect(await examined()).toMatchObject({ code: 3 })
    rmSync(keys, { recursive: true })
    expect((await examined()).of('signing keys')).toMatchObject({
      ...{ state: 'wrong', says: expect.stringMatching(/put it back from the back-up/) },
    })
    await query(database.url, `update evidence_log set body = replace(body, 'key', 'kez') where index = 0`)
    const changed = await examined()
    expect(changed.of('evidence log')).toMatchObject({
      state: 'wrong',
      says: expect.stringMatching(/entries\/0\.json/),
    })
    expect(changed.code).toBe(8)
  }, 60_000)
})
