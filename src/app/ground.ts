import { mkdir } from 'node:fs/promises'
import type { Settings } from '../../config/settings.ts'
import { type Database, openEmbedded, openManaged, type Part } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'

/** The database, migrated, and what is kept in it. */
export type Ground = { database: Database; store: Store; close(): Promise<void> }

const storeConnections = 8

/** The operator's own database, or the embedded one of the data folder. @throws DependencyDown, StartRefused */
async function openDatabase({ dataFolder, databaseUrl }: Settings, part: Part): Promise<Database> {
  await mkdir(dataFolder, { recursive: true })
  return databaseUrl ? openManaged(databaseUrl) : openEmbedded(dataFolder, part)
}

/** @throws DependencyDown, StartRefused */
export async function openGround(settings: Settings, part: Part): Promise<Ground> {
  const database = await openDatabase(settings, part)
  try {
    await migrate(database.url)
    const store = await openStore({ url: database.url, poolSize: storeConnections })
    const close = async () => {
      await store.close()
      await database.close()
    }
    return { database, store, close }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** What a command that only looks things up needs; it starts the embedded server when none runs. @throws DependencyDown */
export const openCommand = (settings: Settings): Promise<Ground> => openGround(settings, 'guest')

export async function migrateDatabase(settings: Settings): Promise<{ applied: string[] }> {
  const database = await openDatabase(settings, 'guest')
  try {
    return await migrate(database.url)
  } finally {
    await database.close()
  }
}
