import { cueSignal } from './signal.ts'

/** Lowers: work on the buyer’s own piece or with the buyer’s own mark. */
export const allowCustomService = cueSignal(
  'allow.custom-service',
  'cue.service',
  (words) => `Work on the buyer’s own piece or mark: ${words}`,
)
