import { Migrator } from 'kysely'
import { StartRefused } from '../model/start-refused.ts'
import { connect } from './connection.ts'
import { up as first } from './migrations/0001-first.ts'
import { up as canary } from './migrations/0002-canary.ts'
import { up as imports } from './migrations/0003-imports.ts'
import { up as learning } from './migrations/0004-learning.ts'
import { up as way } from './migrations/0005-way.ts'
import { up as pictureHashes } from './migrations/0006-picture-hashes.ts'
import { up as validators } from './migrations/0007-validators.ts'
import { up as sort } from './migrations/0008-sort.ts'
import { up as seenBefore } from './migrations/0009-seen-before.ts'
import { up as cardsSeen } from './migrations/0010-cards-seen.ts'
import { up as outages } from './migrations/0011-outages.ts'
import { up as removedUsers } from './migrations/0012-removed-users.ts'
import { up as evidence } from './migrations/0013-evidence.ts'
import { up as purchases } from './migrations/0014-purchases.ts'
import { up as shops } from './migrations/0016-shops.ts'
import { up as lines } from './migrations/0018-lines.ts'
import { up as headsGiven } from './migrations/0021-heads-given.ts'
import { up as hitGroups } from './migrations/0022-hit-groups.ts'
import { up as notes } from './migrations/0023-notes.ts'
import { up as secondCaptures } from './migrations/0025-second-captures.ts'
import { up as hitViews } from './migrations/0026-hit-views.ts'
import { checkServerVersion } from './server-version.ts'

/** By number, never edited once released. */
const migrations = {
  '0001-first': { up: first },
  '0002-canary': { up: canary },
  '0003-imports': { up: imports },
  '0004-learning': { up: learning },
  '0005-way': { up: way },
  '0006-picture-hashes': { up: pictureHashes },
  '0007-validators': { up: validators },
  '0008-sort': { up: sort },
  '0009-seen-before': { up: seenBefore },
  '0010-cards-seen': { up: cardsSeen },
  '0011-outages': { up: outages },
  '0012-removed-users': { up: removedUsers },
  '0013-evidence': { up: evidence },
  '0014-purchases': { up: purchases },
  '0016-shops': { up: shops },
  '0018-lines': { up: lines },
  '0021-heads-given': { up: headsGiven },
  '0022-hit-groups': { up: hitGroups },
  '0023-notes': { up: notes },
  '0025-second-captures': { up: secondCaptures },
  '0026-hit-views': { up: hitViews },
}

const statementLimitMs = 600_000

/**
 * Brings the database to this version's schema: forward only, in one transaction, under a lock, so that two processes at
 * once are fine. @returns the names of what was applied, none when it was up to date
 * @throws DependencyDown · StartRefused when the database was written by a newer version, or the server is too old
 */
export async function migrate(url: string): Promise<{ applied: string[] }> {
  const { db, describe } = await connect({ url, poolSize: 1, statementLimitMs })
  try {
    await checkServerVersion(db)
    const provider = { getMigrations: async () => migrations }
    const migrator = new Migrator({ db, provider, migrationTableSchema: 'public' })
    const { error, results } = await migrator.migrateToLatest()
    if (error) throw described(error)
    return { applied: (results ?? []).map((result) => result.migrationName) }
  } catch (error) {
    throw describe(error)
  } finally {
    await db.destroy()
  }
}

/** Kysely calls a migration that it does not know "corrupted": to an operator it means a newer version was here. */
function described(error: unknown): unknown {
  const unknown = error instanceof Error && /previously executed migration (\S+) is missing/.exec(error.message)
  if (!unknown) return error
  return new StartRefused(
    `the database was written by a newer morgiana (it has ${unknown[1]}, this one knows up to ${Object.keys(migrations).at(-1)}): update morgiana`,
    'configuration',
  )
}
