import { cueSignal } from './signal.ts'

/** Lowers: a part of the product, or the product for parts. */
export const allowSparePart = cueSignal('allow.spare-part', 'cue.part', (words) => `A part: ${words}`)
