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

const nameMax = 60

/**
 * A person's name as it was typed: spaces at its ends are dropped and it is put in NFC.
 * @returns the name, or why it cannot be one: it must be one line of 1 … 60 visible characters
 */
export function readUserName(text: string): { ok: true; name: string } | { ok: false; why: string } {
  const name = text.trim().normalize('NFC')
  if (name === '') return { ok: false, why: 'A name is needed.' }
  if (name.length > nameMax) return { ok: false, why: `A name has ${nameMax} characters at the most.` }
  if (!/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(name))
    return { ok: false, why: 'A name has letters, digits, signs and spaces only.' }
  return { ok: true, name }
}
