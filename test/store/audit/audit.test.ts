import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/store/store.ts'
import { query } from '../database.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at } from '../visits/on-the-way.ts'

let store: Store
let url: string
eachWithStore((given) => {
  ;({ store, url } = given)
})

const append = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      store.audit.append({
        who: 'ann',
        action: 'sign-in',
        what: { z: index, a: [1.5, null, { y: '\u0000ü', b: true }], left: undefined },
        now: at(index),
      }),
    ),
  )

describe('the audit log', () => {
  it('is a chain that holds, though many write at once and whatever the entries carry', async () => {
    expect(await store.audit.firstBroken()).toBeNull()
    await append(40)
    expect(await store.audit.firstBroken()).toBeNull()
    const [latest] = await store.audit.latest(1)
    expect(latest).toMatchObject({ who: 'ann', action: 'sign-in', what: { a: [1.5, null, { y: '\ufffdü', b: true }] } })
    expect(latest?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await query(url, 'select count(distinct previous)::int as n from audit')).toEqual([{ n: 40 }])
  })

  it('rises in number and time, though the clock is set back and many write within a millisecond', async () => {
    for (const minute of [5, 5, 3]) await store.audit.append({ who: 'ann', action: 'x', what: {}, now: at(minute) })
    const times = (await store.audit.latest(3)).reverse().map((entry) => entry.at.getTime() - at(5).getTime())
    expect(times).toEqual([0, 1, 2])
    expect(await store.audit.hashAt('2')).toBe((await store.audit.latest(2))[1]?.hash)
    expect(await store.audit.hashAt('4')).toBeNull()
  })

  it('is verified over more entries than one batch', async () => {
    await append(1)
    const rows = `select seq, hash from audit order by seq desc limit 1`
    for (let more = 0; more < 11; more += 1) await append(100)
    expect(await store.audit.firstBroken()).toBeNull()
    expect(Number((await query<{ seq: string }>(url, rows))[0]!.seq)).toBe(1_101)
    await harm(`update audit set who = 'eve' where seq = 1050`)
    expect(await store.audit.firstBroken()).toBe('1050')
  })

  it.each(["update audit set who = 'eve'", 'delete from audit', 'truncate audit', 'delete from audit where seq = 1'])(
    'refuses: %s',
    async (statement) => {
      await append(2)
      await expect(query(url, statement)).rejects.toThrow(/append-only/)
      await expect(query(url, `set session_replication_role = replica; ${statement}`)).rejects.toThrow(/append-only/)
      expect(await store.audit.latest(9)).toHaveLength(2)
    },
  )

  it.each([
    ['who', `update audit set who = 'eve' where seq = 3`, '3'],
    ['when', `update audit set at = at + interval '1 second' where seq = 3`, '3'],
    ['what', `update audit set what = what || '{"z": 99}' where seq = 3`, '3'],
    ['when, within a millisecond', `update audit set at = at + interval '1 microsecond' where seq = 3`, '3'],
    ['the first entry', `delete from audit where seq = 1`, '2'],
    ['an entry in the middle', `delete from audit where seq = 3`, '4'],
    ['the order', `update audit set seq = default where seq = 3`, '4'],
  ])(
    'tells the first entry that does not fit when somebody past the triggers changes %s',
    async (_what, statement, broken) => {
      await append(5)
      await harm(statement)
      expect(await store.audit.firstBroken()).toBe(broken)
    },
  )

  const harm = (statement: string) => query(url, `alter table audit disable trigger all; ${statement}`)
})
