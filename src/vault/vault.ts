import type { PictureHashes } from '../model/picture-hash.ts'

/** `hashes` is null for a picture with too little in it to know it again. */
export type SavedPicture = { kind: 'saved'; sha256: string; hashes: PictureHashes | null }
export type NotAPicture = { kind: 'not-a-picture'; why: string }

/** Keeps bytes by their SHA-256 (lower-case hex of what is stored). Pictures are decoded within limits and re-encoded. */
export type Vault = {
  /**
   * @returns the id of the re-encoded picture and what it is recognised by, or why it is none
   * @throws DependencyDown when its disk takes nothing more
   */
  savePicture(bytes: Uint8Array): Promise<SavedPicture | NotAPicture>
  /** @returns WebP bytes, or null when there is none of that id */
  loadPicture(sha256: string): Promise<Uint8Array | null>
  /** The hashes of a kept picture, the same that saving it gave; null when there is none of that id, or it is damaged. */
  hashPicture(sha256: string): Promise<{ hashes: PictureHashes | null } | null>
  /** @throws DependencyDown while it cannot take more, a full disk above all */
  ready(): Promise<void>
}
