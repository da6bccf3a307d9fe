import type { Settings } from '../../../config/settings.ts'
import type { Ground } from '../ground.ts'

/** What kind of thing is wrong: it becomes the exit code. */
export type Ailment = 'configuration' | 'dependency' | 'integrity'

/**
 * What one check found. `warning`: everything works, but something should be known. `advice`: what to do, as a sentence;
 * empty when nothing is wrong.
 */
export type Diagnosis = { says: string; advice: string } & (
  | { state: 'good' | 'warning'; kind: null }
  | { state: 'wrong'; kind: Ailment }
)

/** What a check may use; `ground` is null while the database cannot be used. */
export type Patient = { settings: Settings; ground: Ground | null; now: () => Date }

/** One thing that is looked at. A check that throws is wrong for the reason that it throws. */
export type Check = { name: string; kind: Ailment; look(patient: Patient): Promise<Diagnosis> }

export const good = (says: string): Diagnosis => ({ state: 'good', says, advice: '', kind: null })
export const warning = (says: string, advice: string): Diagnosis => ({ state: 'warning', says, advice, kind: null })
export const wrong = (kind: Ailment, says: string, advice: string): Diagnosis => ({
  state: 'wrong',
  kind,
  says,
  advice,
})
