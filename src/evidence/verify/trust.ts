import type { VerifierKey } from '../log/verifier-key.ts'

/** A head that was kept from before, and its stamp where there is one. */
export type KnownHead = { name: string; bytes: Buffer; stamp: Buffer | null }

/** What is known from elsewhere; without it a bundle's own keys are believed, and that is said. `roots`: DER. */
export type Trust = {
  logKeys: readonly VerifierKey[]
  witnesses: readonly VerifierKey[]
  heads: readonly KnownHead[]
  roots: readonly Buffer[] | null
  /** Where the log key comes from. */
  source: 'given' | 'own' | 'bundle'
}

export const noTrust: Trust = { logKeys: [], witnesses: [], heads: [], roots: null, source: 'bundle' }
