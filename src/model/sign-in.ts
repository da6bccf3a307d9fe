import { createHash } from 'node:crypto'

/** How long a one-time sign-in link and the session it opens last. */
export const signinLinkMs = 24 * 60 * 60 * 1000
export const sessionMs = 14 * 24 * 60 * 60 * 1000

/** Bytes of chance in a token; less is refused, so that nobody hands in something guessable. */
export const tokenBytes = 32

/** @param random at least 32 bytes from a cryptographic source @throws RangeError for fewer */
export function tokenOf(random: Uint8Array): string {
  if (random.length < tokenBytes) throw new RangeError(`a token needs ${tokenBytes} random bytes, got ${random.length}`)
  return Buffer.from(random).toString('base64url')
}

/** What the store knows of a token: SHA-256, lower-case hex. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The link that a person opens once. `webUrl` is the page's address, with or without a slash at its end. */
export const signinLink = (webUrl: string, token: string): string => new URL(`/sign-in?token=${token}`, webUrl).href
