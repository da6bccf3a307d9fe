import { wordingSignal } from './signal.ts'

/** Medium: the text of a supplier on a retail listing. */
export const supplyFactoryText = wordingSignal(
  'supply.factory-text',
  (words) => `Reads like a factory’s offer: ${words}`,
)
