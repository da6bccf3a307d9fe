import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { freshStore } from './visits/on-the-way.ts'

/**
 * Gives each test of a file a store of its own, on one server for all of them. Called at the top of the file.
 * @param take is handed the store and the address of its database before each test
 */
export function eachWithStore(take: (given: { store: Store; url: string }) => unknown): void {
  let database: TestDatabase
  let store: Store
  beforeAll(async () => {
    database = await testDatabase()
  })
  beforeEach(async () => {
    const given = await freshStore(database)
    store = given.store
    await take(given)
  })
  afterEach(() => store.close())
  afterAll(() => database.stop())
}
