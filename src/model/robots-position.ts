/** What a robots.txt says to everyone about some addresses; `allowed in part` where it allows some of them. */
export type RobotsSays = 'allowed' | 'disallowed' | 'allowed in part' | 'not known'

/**
 * What a marketplace's robots.txt was read to say about the addresses that we ask, to everyone. It may have changed since: the
 * crawler reads the file itself and obeys that. `rule` is what decides, `source` where it was read, both for people.
 */
export type RobotsPosition = { search: RobotsSays; listing: RobotsSays; asOf: string; rule: string; source: string }

/** In a few words: "search disallowed, listings not known (2026-08-16)". */
export const robotsText = (robots: RobotsPosition | 'not known'): string =>
  robots === 'not known' ? robots : `search ${robots.search}, listings ${robots.listing} (${robots.asOf})`
