import { type Session, SessionPool } from '@crawlee/http'
import type { Log } from '../telemetry/log.ts'
import { inMemory, quietLog } from './crawlee-quiet.ts'
import type { Cookies } from './exchange.ts'
import { cookieBytesMax, cookieHeaderMax, pagesPerSessionMax, sessionMsMax, sessionsMax } from './limits.ts'

/** Why a session is used no more; `crowded`: others needed its place, `cookies`: a site set more than anybody needs. */
export const sessionEnds = ['blocked', 'aged', 'used', 'crowded', 'cookies'] as const
export type SessionEnd = (typeof sessionEnds)[number]

/** One marketplace's sessions. A key says whose: a watch's, in a territory, by a way. */
export type LaneSessions = {
  /** The session of the key, a new one when there is none that may be used; counts one page. */
  of(key: string): Promise<Cookies>
  /** Ends every session whose key begins so: one that met a block is not used again. */
  retire(beginning: string): void
  health(): { live: number; ended: Readonly<Record<SessionEnd, number>> }
}

type Held = { session: Promise<Session>; cookies: Promise<Cookies> }

/** Crawlee's pool and sessions, asked by key: its own way is to give anybody's to anybody. */
export async function openLaneSessions(log: Log): Promise<LaneSessions> {
  const sessionOptions = { maxAgeSecs: sessionMsMax / 1000, maxUsageCount: pagesPerSessionMax, maxErrorScore: 1 }
  const pool = await SessionPool.open(
    { maxPoolSize: sessionsMax, sessionOptions, persistenceOptions: { enable: false }, log: quietLog(log) },
    inMemory(),
  )
  // Last is the one that was used last.
  const held = new Map<string, Held>()
  const ended: Record<SessionEnd, number> = { blocked: 0, aged: 0, used: 0, crowded: 0, cookies: 0 }
  let made = 0

  const end = (key: string, why: SessionEnd): void => {
    const entry = held.get(key)
    if (!entry) return
    held.delete(key)
    ended[why]++
    void entry.session.then((session) => session.retire())
  }
  const make = (key: string): Held => {
    for (const oldest of held.keys()) if (held.size >= sessionsMax) end(oldest, 'crowded')
    const session = added(pool, `${key} ${++made}`)
    const overfull = (): void => {
      if (isHeld(key, entry)) end(key, 'cookies')
    }
    const entry: Held = { session, cookies: session.then((each) => cookiesOf(each, overfull)) }
    return entry
  }
  const isHeld = (key: string, entry: Held): boolean => held.get(key) === entry

  return {
    of: async (key) => {
      const known = held.get(key)
      if (known) {
        const session = await known.session
        if (!session.isUsable() && isHeld(key, known)) end(key, session.isExpired() ? 'aged' : 'used')
      }
      const entry = held.get(key) ?? make(key)
      held.delete(key)
      held.set(key, entry)
      const session = await entry.session
      session.markGood()
      return entry.cookies
    },
    retire: (beginning) => {
      for (const key of [...held.keys()]) if (key.startsWith(beginning)) end(key, 'blocked')
    },
    health: () => ({ live: held.size, ended: { ...ended } }),
  }
}

async function added(pool: SessionPool, id: string): Promise<Session> {
  await pool.addSession({ id })
  const session = await pool.getSession(id)
  if (!session) throw new Error('a session that was just made is not there')
  return session
}

/** What may be sent back: no control characters, as long as browsers keep. */
const sendable = /^[\x20-\x7e\x80-\xff]{1,4096}$/

/** @param onTooMany the site sets more cookies than a session may hold */
function cookiesOf(session: Session, onTooMany: () => void): Cookies {
  let taken = 0
  const headerFor: Cookies['headerFor'] = (url) => {
    if (taken === 0) return ''
    const header = session.getCookieString(url.href)
    if (header.length <= cookieHeaderMax) return header
    onTooMany()
    return ''
  }
  return {
    headerFor,
    take: (url, setCookies) => {
      const clean = setCookies.filter((each) => sendable.test(each))
      taken += clean.reduce((sum, each) => sum + each.length, 0)
      if (taken > cookieBytesMax) {
        onTooMany()
        return
      }
      session.setCookiesFromResponse({ url: url.href, headers: { 'set-cookie': clean } })
    },
  }
}
