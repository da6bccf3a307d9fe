import { createHash } from 'node:crypto'
import type { Verdict } from '../model/hit.ts'

/** UX.md, rules of triage: of so many decisions a second person is asked, without being told. */
export const secondLookShare = 0.05

const decides: ReadonlySet<Verdict> = new Set(['counterfeit', 'allowed', 'not-our-product'])

/**
 * Whether somebody else is asked about a decision too: by what it is called, so that nobody can steer it and sending it twice
 * changes nothing. Unsure and watch decide nothing that could be compared.
 */
export function asksSecondLook(hit: string, decision: string, verdict: Verdict, share: number): boolean {
  if (!decides.has(verdict)) return false
  const digest = createHash('sha256')
    .update(JSON.stringify(['second look', hit, decision]))
    .digest()
  return digest.readUInt32BE(0) / 2 ** 32 < share
}
