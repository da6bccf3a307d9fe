type AuditLine = { at: Date; who: string; action: string; what: Record<string, unknown> }

export type AuditEntry = AuditLine & { seq: string; hash: string }

export type AuditStore = {
  /** Numbers and times rise strictly: of two entries at one time the second is said to be a millisecond later. */
  append(entry: { who: string; action: string; what: Record<string, unknown>; now: Date }): Promise<void>
  latest(limit: number): Promise<AuditEntry[]>
  /** The hash of an entry, or null when there is none of that number. */
  hashAt(seq: string): Promise<string | null>
  /** Recomputes the chain. @returns the first entry that does not fit, or null */
  firstBroken(): Promise<string | null>
}
