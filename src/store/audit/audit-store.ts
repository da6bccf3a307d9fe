type AuditLine = { at: Date; who: string; action: string; what: Record<string, unknown> }

export type AuditEntry = AuditLine & { seq: string; hash: string }

export type AuditStore = {
  append(entry: { who: string; action: string; what: Record<string, unknown>; now: Date }): Promise<void>
  latest(limit: number): Promise<AuditEntry[]>
  /** Recomputes the chain. @returns the first entry that does not fit, or null */
  firstBroken(): Promise<string | null>
}
