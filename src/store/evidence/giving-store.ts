/** A head on its way to somebody outside. `nextAt` is null when it is not tried again: given, replaced, or given up. */
export type GivingRow = {
  target: string
  size: number
  askedAt: Date
  attempts: number
  nextAt: Date | null
  givenAt: Date | null
  /** Why the last attempt failed; null when none did. */
  why: string | null
}

/** Who is given heads, and how that goes. */
export type GivingStore = {
  /**
   * Asks for a head to be given to these; what waited there for an older head is replaced by it, and who is
   * not among them waits for nothing any more. May run twice.
   */
  plan(targets: readonly string[], size: number, now: Date): Promise<void>
  /**
   * Takes one that is due, so that nobody else tries it until `until`, and counts the attempt.
   * @param of only those for these targets
   */
  take(of: readonly string[], now: Date, until: Date): Promise<GivingRow | null>
  /** It was given. */
  given(target: string, size: number, now: Date): Promise<void>
  /** It failed. @param nextAt null gives up */
  failed(target: string, size: number, why: string, nextAt: Date | null): Promise<void>
  /** What failed and was not replaced is due now, also what was given up. */
  retry(now: Date): Promise<void>
  /** The newest head of each target, and the newest that was given to it. */
  state(): Promise<{ newest: GivingRow; given: GivingRow | null }[]>
}
