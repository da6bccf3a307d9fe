/** `legal` decides hits too, and alone sees and writes what the brand's buyers type. */
export type Role = 'admin' | 'legal' | 'reviewer'

export type User = { id: string; name: string; role: Role }

/** `sessions` are those that have not ended; `signedInAt` is when the newest of them began. */
export type KnownUser = User & { sessions: number; signedInAt: Date | null }

/** Tokens reach the store only as SHA-256 hex. Who was removed is nobody here; their name stays with what they decided. */
export type UserStore = {
  /** Adds the user, or gives back the one of that name as they are; one who was removed comes in again with this role. */
  ensure(name: string, role: Role, now: Date): Promise<User>
  /** By name. */
  named(name: string): Promise<User | null>
  all(now: Date): Promise<KnownUser[]>
  /** @returns "last" and changes nothing when no administrator would be left */
  setRole(user: string, role: Role): Promise<'set' | 'last' | 'missing'>
  /** Sessions, links and held cards end with it. @returns "last" and changes nothing when no administrator would be left */
  remove(user: string, now: Date): Promise<'removed' | 'last' | 'missing'>
  /** Ends a person's sessions and unused links. @returns how many sessions */
  endSessions(user: string, now: Date): Promise<number>
  addSigninLink(user: string, tokenHash: string, expiresAt: Date): Promise<void>
  /** Whose link it is, while it works. Looking does not use it up. */
  signinLink(tokenHash: string, now: Date): Promise<User | null>
  /** Works once: the link's user and a session of theirs, or null for an unknown, used or expired link. */
  useSigninLink(tokenHash: string, sessionHash: string, now: Date, sessionExpiresAt: Date): Promise<User | null>
  session(tokenHash: string, now: Date): Promise<User | null>
  endSession(tokenHash: string): Promise<void>
}
