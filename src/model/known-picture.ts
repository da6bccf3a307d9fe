import type { PictureHashes } from './picture-hash.ts'

/** `official`: the brand's own photo. `fake`: a picture of goods that were found to be counterfeit. */
export const pictureKinds = ['official', 'fake'] as const
export type PictureKind = (typeof pictureKinds)[number]

/** A picture that a brand team has told the watch, under the name that they know it by. */
export type KnownPicture = { kind: PictureKind; name: string; sha256: string; hashes: PictureHashes }
