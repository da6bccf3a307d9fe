import type { Log } from '../telemetry/log.ts'
import type { Cookies, Errand } from './exchange.ts'
import type { LaneSessions } from './session-pool.ts'

type Who = NonNullable<Errand['who']>

/**
 * Whose cookies go along: a session is one watch's, in one lane and territory, by one way (its proxy), so none of them
 * ever sees what another was given. They are held in memory, and end with age, use, a block, or the process.
 */
export type Sessions = {
  /** @param via the proxy; '' without */
  of(who: Who, via: string): Promise<Cookies>
  /** The watch was shown a block page there: its sessions are not used again. */
  retire(marketplace: string, watch: string): void
  health(): Promise<({ marketplace: string } & ReturnType<LaneSessions['health']>)[]>
}

export function openSessions(log: Log): Sessions {
  const lanes = new Map<string, Promise<LaneSessions>>()
  const laneOf = (id: string): Promise<LaneSessions> => {
    // Crawlee takes a quarter of a second to load, which commands that fetch nothing need not pay.
    const lane = lanes.get(id) ?? import('./session-pool.ts').then(({ openLaneSessions }) => openLaneSessions(log))
    lanes.set(id, lane)
    return lane
  }
  return {
    of: async ({ marketplace, watch, territory }, via) =>
      (await laneOf(marketplace)).of(`${watch}\n${territory}\n${via}`),
    retire: (marketplace, watch) => {
      void lanes.get(marketplace)?.then((lane) => lane.retire(`${watch}\n`))
    },
    health: () =>
      Promise.all([...lanes].map(async ([marketplace, lane]) => ({ marketplace, ...(await lane).health() }))),
  }
}
