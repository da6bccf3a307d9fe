export type Role = 'admin' | 'reviewer'

export type User = { id: string; name: string; role: Role }

/** Tokens reach the store only as SHA-256 hex. */
export type UserStore = {
  /** Adds the user or sets the role of the one with that name. */
  ensure(name: string, role: Role, now: Date): Promise<User>
  all(): Promise<User[]>
  addSigninLink(user: string, tokenHash: string, expiresAt: Date): Promise<void>
  /** Works once: the link's user and a session of theirs, or null for an unknown, used or expired link. */
  useSigninLink(tokenHash: string, sessionHash: string, now: Date, sessionExpiresAt: Date): Promise<User | null>
  session(tokenHash: string, now: Date): Promise<User | null>
  endSession(tokenHash: string): Promise<void>
}
