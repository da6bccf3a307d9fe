import { wordingSignal } from './signal.ts'

/** Strong: boxes, labels, hologram stickers and cards that make a copy pass. */
export const packagingComponents = wordingSignal(
  'packaging.components',
  (words) => `Packaging, labels or cards with the mark: ${words}`,
)
