import type { WebProxy } from './tunnel.ts'

/** The proxies that one marketplace is asked through, in turn. `turn` counts the errands. */
export type Route = { marketplace: string; proxies: readonly WebProxy[]; turn: number }
