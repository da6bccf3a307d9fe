import { wordingSignal } from './signal.ts'

/** Strong: words of the trade for where a copy was made. */
export const wordingBatch = wordingSignal('wording.batch', (words) => `Talk of batches and factories: ${words}`)
