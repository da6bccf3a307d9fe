/** Keeps bytes by their SHA-256 (lower-case hex of what is stored). Pictures are decoded within limits and re-encoded. */
export type Vault = {
  /** @returns the id of the re-encoded picture, or why it is none */
  savePicture(bytes: Uint8Array): Promise<{ kind: 'saved'; sha256: string } | { kind: 'not-a-picture'; why: string }>
  /** @returns WebP bytes, or null when there is none of that id */
  loadPicture(sha256: string): Promise<Uint8Array | null>
}
