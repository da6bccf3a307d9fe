import { wordingSignal } from './signal.ts'

/** Strong: what is ordered is not what the listing shows. */
export const wordingHiddenLink = wordingSignal('wording.hidden-link', (words) => `Sells by a hidden link: ${words}`)
