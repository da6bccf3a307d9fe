/** A head as it is handed to somebody: the signed note, the stamp of that note where there is one. */
export type HeadToGive = { origin: string; size: number; note: string; stamp: Buffer | null }

/** Somebody outside who is given heads; whoever has one can show any later change of the log. */
export type HeadTarget = {
  /** How it is called in records and to people: no password, no path. */
  name: string
  /** @throws Error that says why it was not taken, in words without secrets */
  give(head: HeadToGive): Promise<void>
}

/** Somebody who signs heads, too, once they have seen that the log goes on from the head before (C2SP tlog-witness). */
export type Witness = {
  name: string
  /**
   * @param proof of consistency from an older size to this head's
   * @returns the note with their cosignature added
   * @throws Error that says why they did not sign
   */
  cosign(head: Pick<HeadToGive, 'size' | 'note'>, seen: number, proof: ProofFrom): Promise<string>
}
export type ProofFrom = (old: number) => Promise<Buffer[]>

/** A peer's failure as one line that holds no address with a password in it. */
export function whyOf(error: unknown): string {
  const said = error instanceof Error ? error.message || error.name : String(error)
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
  const line = `${said.split('\n', 1).join('')}${said.includes(code.trim()) ? '' : code}`
  return line.replace(/\/\/[^\s/@]*@/g, '//').slice(0, 300)
}
