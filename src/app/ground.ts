import { setTimeout as pause } from 'node:timers/promises'
import type { Settings } from '../../config/settings.ts'
import { type Database, type OnRestart, openEmbedded, openManaged, type Part } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { ensureDataFolder } from './data-folder.ts'

/** The database, migrated, and what is kept in it. */
export type Ground = { database: Database; store: Store; close(): Promise<void> }

const storeConnections = 8
const closeLimitMs = 5_000

/** The operator's own database, or the embedded one of the data folder. @throws DependencyDown, StartRefused */
async function openDatabase(
  { dataFolder, databaseUrl }: Settings,
  part: Part,
  onRestart?: OnRestart,
): Promise<Database> {
  await ensureDataFolder(dataFolder)
  return databaseUrl ? openManaged(databaseUrl) : openEmbedded(dataFolder, part, onRestart)
}

/** With `onRestart`, an embedded server that ends is started again. @throws DependencyDown, StartRefused */
export async function openGround(settings: Settings, part: Part, onRestart?: OnRestart): Promise<Ground> {
  const database = await openDatabase(settings, part, onRestart)
  try {
    await migrate(database.url)
    const store = await openStore({ url: database.url, poolSize: storeConnections })
    const close = async () => {
      // What is still asked of a database that is away is not waited for.
      await Promise.race([store.close(), pause(closeLimitMs, undefined, { ref: false })])
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
