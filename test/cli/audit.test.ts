import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { audit, showAudit } from '../../src/cli/audit.ts'
import type { Store } from '../../src/store/store.ts'
import { settingsOf } from '../pipeline/runs.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { at, freshStore } from '../store/visits/on-the-way.ts'
import { captureIo } from './captured-io.ts'

let database: TestDatabase
let store: Store
let url: string
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())
beforeEach(async () => {
  ;({ store, url } = await freshStore(database))
  for (const [minute, reason] of ['first', 'second', 'third'].entries()) {
    const what = { marketplace: 'ebay', reason: `${reason} permission` }
    await store.audit.append({ who: 'settings', action: 'robots.override', what, now: at(minute) })
  }
  return () => store.close()
})
const shown = async (limit: number, json = false) => {
  const io = captureIo()
  return { code: await showAudit(store.audit, limit, json, io), lines: io.outLines }
}

describe('morgiana audit', () => {
  it('shows who did what and why, the newest last, and that the log is whole', async () => {
    const { code, lines } = await shown(2)
    expect(code).toBe(0)
    expect(lines).toEqual([
      '2  2026-11-01T06:01:00.000Z  settings  robots.override  reason second permission · marketplace ebay',
      '3  2026-11-01T06:02:00.000Z  settings  robots.override  reason third permission · marketplace ebay',
      expect.stringMatching(/^The log is whole, up to entry 3, [0-9a-f]{64}\.$/),
    ])
  })

  it('tells one that was changed behind its back, though it is not among those shown', async () => {
    await query(url, 'alter table audit disable trigger user')
    await query(url, "update audit set who = 'nobody' where seq = 2")
    const { code, lines } = await shown(1)
    expect([code, lines.at(-1)]).toEqual([
      8,
      'The log is NOT as it was written: entry 2 does not fit the one before it.',
    ])
    expect(JSON.parse((await shown(1, true)).lines[0] ?? '')).toMatchObject({ whole: false, firstBroken: '2' })
  })

  it.each(['0', '1.5', 'all', '10001'])('does not take --limit %s', async (limit) => {
    const asked = audit.run(['--limit', limit], captureIo(), settingsOf({}))
    await expect(asked).rejects.toThrow('--limit must be a whole number from 1 to 10000')
  })
})
