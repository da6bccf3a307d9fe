import { type Kysely, sql } from 'kysely'
import { StartRefused } from '../model/start-refused.ts'
import type { Tables } from './tables.ts'

/** PostgreSQL 16, as docs/operating.md promises and tests run: an older one may lack what a query needs, and fail late. */
const oldestVersion = 160_000

/** @throws StartRefused (configuration) for a server older than what is supported */
export async function checkServerVersion(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ number: string; version: string }>`
    select current_setting('server_version_num') as number, current_setting('server_version') as version
  `.execute(db)
  const [found] = rows
  if (found && Number(found.number) >= oldestVersion) return
  throw new StartRefused(
    `PostgreSQL ${found?.version ?? 'of unknown version'} is too old: DATABASE_URL needs one of version ${oldestVersion / 10_000} or newer`,
    'configuration',
  )
}
