import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { openEvidence } from '../../src/app/evidence.ts'
import { evidence } from '../../src/cli/evidence.ts'
import { type CommandError, exitCode } from '../../src/cli/verb.ts'
import { openStore } from '../../src/store/open-store.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { unsealed } from '../custody/ground.ts'
import { webhookPeer } from '../custody/peers.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { captureIo } from './captured-io.ts'

const secret = `whsec_${Buffer.from('a secret of the tests, of 32 bytes').toString('base64')}`
const law = 'GDPR Art. 17(1)(b)'

describe('morgiana evidence, as somebody types it', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'evidence-verbs-'))
  let database: TestDatabase
  let webhook: Awaited<ReturnType<typeof webhookPeer>>
  let env: Record<string, string>
  beforeAll(async () => {
    database = await testDatabase()
    webhook = await webhookPeer()
    env = {
      ...{ MORGIANA_DATA: dataFolder, DATABASE_URL: await database.migratedDatabase(), MORGIANA_LOG_LEVEL: 'silent' },
      ...{ MORGIANA_HEADS_WEBHOOK: webhook.url, MORGIANA_HEADS_WEBHOOK_SECRET: secret, MORGIANA_ALLOW_LOOPBACK: 'yes' },
      PATH: process.env['PATH'] ?? '',
    }
    const settings = settingsOf()
    const store = await openStore({ url: env['DATABASE_URL']!, poolSize: 2 })
    const { keeper } = await openEvidence(settings, store, openLog('silent'))
    for (const id of ['cap-held', 'cap-gone']) await keeper.keepCapture(await unsealed(id, 'listing'))
    await store.close()
  }, 120_000)
  afterAll(async () => {
    webhook.close()
    await database.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })
  const settingsOf = (more: Record<string, string> = {}) => {
    const reading = readSettings({ ...env, ...more })
    if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
    return reading.settings
  }
  const typed = async (line: string, words: string[] = [], more: Record<string, string> = {}) => {
    const io = captureIo()
    const code = await evidence.run([...line.split(' '), ...words], io, settingsOf(more))
    return { code, lines: io.outLines }
  }
  const refusal = (line: string, words: string[] = []): Promise<CommandError> =>
    typed(line, words).then(
      () => expect.unreachable('it was not refused'),
      (error: CommandError) => error,
    )

  it('give sends the newest head to everybody, says who did not take it and why, and sends it again', async () => {
    webhook.answers(503)
    const first = await typed('give')
    expect(first.code).toBe(exitCode.dependencyDown)
    expect(first.lines).toEqual(['folder: head of 4 entries', expect.stringMatching(/^webhook .*: not given: .*503/)])
    webhook.answers(204)
    const second = await typed('give')
    expect(second).toMatchObject({
      code: exitCode.fine,
      lines: ['folder: head of 4 entries', expect.stringMatching(/: head of 4 entries$/)],
    })
    expect(webhook.taken).toHaveLength(1)
    expect(webhook.taken[0]!.body).toContain('"size":4')
    const [said] = (await typed('give --json')).lines
    expect(JSON.parse(said!)).toMatchObject({ size: 4, tried: [{ size: 4, why: null }] })
  }, 60_000)

  it('hold keeps a capture from being deleted, release lets it go, and retention says so', async () => {
    expect((await typed('hold cap-held --reason', ['case 7', '--by', 'Dana'])).lines).toEqual(['cap-held is held'])
    expect((await typed('retention')).lines).toEqual([
      expect.stringMatching(/^cap-held {2}held {2}\S+Z {2}Dana {2}case 7$/),
      'captures are kept for ever: MORGIANA_EVIDENCE_DAYS is not set',
    ])
    const held = await refusal('delete cap-held --yes --law', [law, '--reason', 'asked for'])
    expect(held).toMatchObject({ code: exitCode.notAllowed, message: expect.stringMatching(/held since .*case 7/) })
    const released = await typed('release cap-held --reason', ['settled', '--json'])
    expect(JSON.parse(released.lines[0]!)).toEqual({ id: 'cap-held', held: false })
    const { lines } = await typed('retention --json')
    expect(JSON.parse(lines[0]!)).toMatchObject({ days: null, due: [], holds: [] })
  }, 60_000)

  it('delete wants a law, a reason and a yes; what was deleted is told, and is not called broken', async () => {
    expect((await refusal('delete cap-gone --reason x --yes')).message).toMatch(/needs --law/)
    expect((await refusal('delete cap-gone --yes --law', [law])).message).toMatch(/needs --reason/)
    expect((await refusal('delete cap-gone --reason x --law', [law])).message).toMatch(/say --yes to delete cap-gone/)
    const { code, lines } = await typed('delete cap-gone --yes --reason', ['a seller asked for it', '--law', law])
    expect({ code, said: lines.join() }).toEqual({
      code: exitCode.fine,
      said: expect.stringMatching(/^cap-gone is deleted under law \(GDPR Art. 17\(1\)\(b\)\): 2 files/),
    })
    expect((await typed('retention')).lines[0]).toMatch(/^cap-gone {2}deleted .* GDPR Art/)
    const verified = await typed('verify --all')
    expect(verified.code).toBe(exitCode.fine)
    expect(verified.lines.join('\n')).toMatch(/note .*cap-gone.*deleted under law on/)
    expect((await refusal('delete cap-gone --yes --reason x --law', [law])).message).toMatch(/deleted already/)
  }, 60_000)

  it('verify of all reads bytes, and with --contents every part', async () => {
    expect((await typed('verify --all')).lines.join('\n')).toContain('was not read again: --contents does')
    const contents = await typed('verify --all --contents')
    expect(contents.code).toBe(exitCode.fine)
    expect(contents.lines.join('\n')).not.toContain('--contents does')
  }, 60_000)
})
