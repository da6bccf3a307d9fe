import { wordingSignal } from './signal.ts'

/** Medium: "original quality", "serial can be scanned": what sellers of the genuine article do not say. */
export const wordingAuthenticityOdd = wordingSignal(
  'wording.authenticity-odd',
  (words) => `An odd claim to be genuine: ${words}`,
)
