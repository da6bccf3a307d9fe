/**
 * What a keyword has brought: `searches` are its marketplaces × territories, `pages` all results pages read, `listings` and
 * `hits` distinct ones, `onlyHits` those that no other keyword showed. Hits that were decided to be none do not count.
 */
export type KeywordYield = {
  keyword: string
  searches: number
  pages: number
  listings: number
  hits: number
  onlyHits: number
}

/** A listing's title; `disguised`: the brand's names in it as they were found in disguise. */
export type SeenTitle = { title: string; isHit: boolean; disguised: string[] }

export type KeywordStore = {
  /** From runs planned since; keywords of searches that have ended. Canaries and imports are left out. */
  yields(watch: string, since: Date): Promise<KeywordYield[]>
  /** Listings that were scored for the watch, newest first. */
  titles(watch: string, limit: number): Promise<SeenTitle[]>
}
