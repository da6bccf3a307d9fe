import { wordingSignal } from './signal.ts'

/** Strong: the listing calls the goods a copy, in any language, and does not deny it. */
export const wordingReplica = wordingSignal('wording.replica', (words) => `Says that it is a copy: ${words}`)
