import { cueSignal } from './signal.ts'

/** Lowers: genuine goods imported past the brand’s dealers. */
export const allowGreyMarket = cueSignal('allow.grey-market', 'cue.import', (words) => `A parallel import: ${words}`)
