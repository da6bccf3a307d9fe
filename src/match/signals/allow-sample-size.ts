import { cueSignal } from './signal.ts'

/** Lowers: a sample or a miniature. */
export const allowSampleSize = cueSignal('allow.sample-size', 'cue.sample', (words) => `A sample size: ${words}`)
