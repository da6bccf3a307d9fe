import type { Settings } from '../../config/settings.ts'
import { type Evidence, openEvidence } from '../app/evidence.ts'
import { type Ground, openCommand } from '../app/ground.ts'
import { openLog } from '../telemetry/log.ts'

/** What a subcommand of evidence works with. */
export type OpenEvidence = Ground & { evidence: Evidence; settings: Settings }
export type Opener = <T>(use: (open: OpenEvidence) => Promise<T>) => Promise<T>
/** Opens database, vault and log, and closes them again. */
export const openerOf =
  (settings: Settings): Opener =>
  async (use) => {
    const ground = await openCommand(settings)
    try {
      const evidence = await openEvidence(settings, ground.store, openLog(settings.logLevel))
      return await use({ ...ground, evidence, settings })
    } finally {
      await ground.close()
    }
  }
