import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../../src/store/store.ts'
import { type TestDatabase, testDatabase } from '../database.ts'
import { at, freshStore } from '../visits/on-the-way.ts'

let database: TestDatabase
let store: Store
beforeAll(async () => {
  database = await testDatabase()
  ;({ store } = await freshStore(database))
})
afterAll(async () => {
  await store.close()
  await database.stop()
})

describe('a user', () => {
  it('is added once by name, and keeps the role when they are added again', async () => {
    const [one, two] = await Promise.all([
      store.users.ensure('ann', 'admin', at(0)),
      store.users.ensure('ann', 'admin', at(0)),
    ])
    expect(one).toEqual(two)
    expect(await store.users.ensure('ann', 'reviewer', at(1))).toEqual(one)
    expect(await store.users.named('ann')).toEqual(one)
    expect(await store.users.all(at(2))).toEqual([{ ...one, sessions: 0, signedInAt: null }])
  })

  it('who was removed has no session, link or card, and comes back with the role they are given then', async () => {
    const cleo = await store.users.ensure('cleo', 'admin', at(0))
    for (const name of ['one', 'two', 'unused']) await store.users.addSigninLink(cleo.id, `cleo-${name}`, at(30))
    for (const name of ['one', 'two']) await store.users.useSigninLink(`cleo-${name}`, `session-${name}`, at(5), at(60))
    expect((await store.users.all(at(6))).find(({ name }) => name === 'cleo')).toMatchObject({
      sessions: 2,
      signedInAt: at(5),
    })
    expect(await store.users.remove(cleo.id, at(7))).toBe('removed')
    expect(await store.users.session('session-one', at(8))).toBeNull()
    expect(await store.users.signinLink('cleo-unused', at(8))).toBeNull()
    expect(await store.users.useSigninLink('cleo-unused', 'session-three', at(8), at(60))).toBeNull()
    expect(await store.users.named('cleo')).toBeNull()
    expect(await store.users.remove(cleo.id, at(9))).toBe('missing')
    expect(await store.users.ensure('cleo', 'reviewer', at(10))).toEqual({ ...cleo, role: 'reviewer' })
    expect(await store.users.session('session-one', at(11))).toBeNull()
  })

  it('who is the last administrator stays, also when two remove each other at once', async () => {
    const admins = (await store.users.all(at(0))).filter(({ role }) => role === 'admin')
    const other = await store.users.ensure('zoe', 'admin', at(0))
    for (const { id } of admins.slice(1)) await store.users.remove(id, at(1))
    const [first] = admins
    const outcomes = await Promise.all([
      store.users.remove(first?.id ?? '', at(2)),
      store.users.setRole(other.id, 'reviewer'),
    ])
    expect(outcomes.filter((outcome) => outcome === 'last')).toHaveLength(1)
    expect((await store.users.all(at(3))).filter(({ role }) => role === 'admin')).toHaveLength(1)
  })
})

describe('a sign-in link', () => {
  it('works once of ten at once, and its session is its user', async () => {
    const bob = await store.users.ensure('bob', 'reviewer', at(0))
    await store.users.addSigninLink(bob.id, 'link', at(10))
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, index) => store.users.useSigninLink('link', `session-${index}`, at(5), at(60))),
    )
    const works = all.flatMap((user, index) => (user ? [index] : []))
    expect(works).toHaveLength(1)
    expect(all[works[0]!]).toEqual(bob)
    const sessions = await Promise.all(all.map((_, index) => store.users.session(`session-${index}`, at(6))))
    expect(sessions.flatMap((user, index) => (user ? [index] : []))).toEqual(works)
  })

  it('is refused when it is unknown or its time is up', async () => {
    const bob = await store.users.ensure('bob', 'reviewer', at(0))
    await store.users.addSigninLink(bob.id, 'late', at(10))
    expect(await store.users.useSigninLink('late', 's', at(10), at(60))).toBeNull()
    expect(await store.users.useSigninLink('unknown', 's', at(1), at(60))).toBeNull()
    expect(await store.users.session('s', at(1))).toBeNull()
  })
})

describe('a session', () => {
  it('ends by itself and by signing out', async () => {
    const bob = await store.users.ensure('bob', 'reviewer', at(0))
    for (const name of ['x', 'y']) {
      await store.users.addSigninLink(bob.id, `link-${name}`, at(10))
      await store.users.useSigninLink(`link-${name}`, `session-${name}`, at(1), at(60))
    }
    expect(await store.users.session('session-x', at(59))).toEqual(bob)
    expect(await store.users.session('session-x', at(60))).toBeNull()
    await store.users.endSession('session-y')
    expect(await store.users.session('session-y', at(2))).toBeNull()
  })
})
