import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../../config/settings.ts'
import { DependencyDown } from '../model/dependency-down.ts'
import type { Watch } from '../model/watch.ts'
import type { QualityFacts } from '../store/learning/quality-store.ts'
import { openCommand } from './ground.ts'

/** `note`: why nothing is known although there is a database. */
export type KnownFacts = { factsOf(watch: Watch): QualityFacts; note: string | null }

/**
 * What is kept of these watches, for who plans them: of a database that is there already. None is made for it, and one that
 * does not answer holds nothing up.
 */
export async function knownFacts(settings: Settings, watches: readonly Watch[]): Promise<KnownFacts> {
  const known = new Map<string, QualityFacts>()
  const factsOf = (watch: Watch): QualityFacts => ({
    ...(known.get(watch.id) ?? nothingKnown),
    // As the file says it, which may be newer than what is kept.
    ownLine: watch.line ?? null,
  })
  if (!(await isDatabaseThere(settings))) return { factsOf, note: null }
  try {
    const ground = await openCommand(settings)
    try {
      for (const { id } of watches)
        if (await ground.store.watches.load(id)) known.set(id, await ground.store.quality.facts(id))
    } finally {
      await ground.close()
    }
    return { factsOf, note: null }
  } catch (error) {
    if (!(error instanceof DependencyDown)) throw error
    return { factsOf, note: `what was decided is not known: ${error.message}` }
  }
}

const isDatabaseThere = async ({ databaseUrl, dataFolder }: Settings): Promise<boolean> =>
  databaseUrl !== null ||
  (await access(join(dataFolder, 'postgres', 'cluster')).then(
    () => true,
    () => false, // no such file: nothing was ever kept here
  ))

const nothingKnown: QualityFacts = {
  pairs: [],
  waiting: { second: 0, third: 0 },
  decided: {},
  open: 0,
  below: 0,
  expected: { above: 0, below: 0 },
  ownLine: null,
  picked: null,
  samples: { drawn: 0, decided: {} },
}
