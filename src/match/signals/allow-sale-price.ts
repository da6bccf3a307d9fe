import { cueSignal } from './signal.ts'

/** Lowers a little: a sale explains a lower price. */
export const allowSalePrice = cueSignal('allow.sale-price', 'cue.sale', (words) => `A sale: ${words}`)
