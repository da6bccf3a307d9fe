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
  it('is added once by name, and is given the last role', async () => {
    const [one, two] = await Promise.all([
      store.users.ensure('ann', 'admin', at(0)),
      store.users.ensure('ann', 'admin', at(0)),
    ])
    expect(one).toEqual(two)
    expect(await store.users.ensure('ann', 'reviewer', at(1))).toEqual({ ...one, role: 'reviewer' })
    expect(await store.users.all()).toEqual([{ ...one, role: 'reviewer' }])
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
