import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { audit, showAudit } from '../../src/cli/audit.ts'
import { anchorOf, keepAnchor, readAnchor } from '../../src/cli/audit-anchor.ts'
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
const shown = async (limit: number, json = false, anchors: Parameters<typeof showAudit>[1]['anchors'] = []) => {
  const io = captureIo()
  return { code: await showAudit(store.audit, { limit, json, anchors }, io), lines: io.outLines }
}

describe('morgiana audit', () => {
  it('shows who did what and why, the newest last, and that the log is whole', async () => {
    const { code, lines } = await shown(2)
    expect(code).toBe(0)
    expect(lines).toEqual([
      '2  2026-11-01T06:01:00.000Z  settings  robots.override  reason second permission · marketplace ebay',
      '3  2026-11-01T06:02:00.000Z  settings  robots.override  reason third permission · marketplace ebay',
      expect.stringMatching(/^The log is whole, up to entry 3, [0-9a-f]{64}\.$/),
      expect.stringMatching(/^Keep this elsewhere .* morgiana audit --anchor 3:[0-9a-f]{64}$/),
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

  it.each([
    [
      'a cut tail',
      'delete from audit where seq > 1',
      'The log was cut: it ends at entry 1, and entry 3 was seen before',
    ],
    ['delete all', 'delete from audit', 'Everything was deleted: entry 3 was seen before'],
    [
      'a log that was written anew',
      `create table copy as select * from audit; delete from audit where seq = 3;
       insert into audit overriding system value select seq, at, who, action, '{}', previous, repeat('0', 64), form from copy where seq = 3`,
      'Entry 3 is another one than was seen before',
    ],
  ])('sees %s by an entry that was noted elsewhere', async (_what, statement, said) => {
    const hash = (await store.audit.latest(1))[0]?.hash ?? ''
    const anchors = [anchorOf('--anchor', `3:${hash}`)]
    expect((await shown(9, false, anchors)).code).toBe(0)
    await query(url, `alter table audit disable trigger all; ${statement}`)
    const { code, lines } = await shown(9, false, anchors)
    expect([code, lines.join('\n')]).toEqual([8, expect.stringContaining(said)])
    expect(JSON.parse((await shown(9, true, anchors)).lines[0] ?? '')).toMatchObject({
      whole: false,
      missing: [expect.stringContaining(said)],
    })
  })

  it('keeps the newest entry that it saw beside the database, and looks for it the next time', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'morgiana-anchor-')), 'audit-anchor')
    expect(await readAnchor(file)).toBeNull()
    await keepAnchor(file, store.audit)
    const kept = await readAnchor(file)
    expect(kept).toMatchObject({ seq: '3', hash: (await store.audit.latest(1))[0]?.hash })
    await writeFile(file, 'nonsense')
    await expect(readAnchor(file)).rejects.toThrow(/audit-anchor is N:HASH/)
  })

  it.each(['0', '1.5', 'all', '10001'])('does not take --limit %s', async (limit) => {
    const asked = audit.run(['--limit', limit], captureIo(), settingsOf({}))
    await expect(asked).rejects.toThrow('--limit must be a whole number from 1 to 10000')
  })
})
