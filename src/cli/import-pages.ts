import type { Part } from '../intake/intake.ts'
import type { ReadFile } from '../intake/read-file.ts'
import type { CoverageEnd } from '../model/coverage.ts'
import { accounted } from '../model/left-out.ts'
import { searchId } from '../model/planned-search.ts'
import type { ImportedPage } from '../store/searches/import-store.ts'

/** Listings of one page of a table: a batch is scored in one transaction. */
const listingsAtOnce = 500

/**
 * What read files become in the store: ended searches, so that matching, hits, review and coverage go on as after a search.
 * The keyword is the file's name, the territory "-"; pages count on within a file and marketplace.
 */
export function importedPages(run: string, watch: string, files: readonly ReadFile[], now: Date): ImportedPage[] {
  return files.flatMap(({ provenance, parts }) => {
    const pages = new Map<string, number>()
    return parts.flatMap(chunks).map((part) => {
      const { marketplace, found } = part
      const page = (pages.get(marketplace) ?? 0) + 1
      pages.set(marketplace, page)
      const about = {
        run,
        watch,
        marketplace,
        territory: '-',
        keyword: provenance.file,
        sort: 'best-match' as const,
        page,
      }
      return {
        search: { id: searchId(about), ...about },
        end: endOf(part),
        listings: found.map(({ listing }) => listing),
        places: found.map(({ place }) => place),
        provenance,
        // A page that says it was recorded tomorrow must not outlive what is seen tomorrow.
        seenAt: part.seenAt && part.seenAt < now ? part.seenAt : now,
      }
    })
  })
}

function chunks(part: Part): Part[] {
  if (part.found.length <= listingsAtOnce) return [part]
  const count = Math.ceil(part.found.length / listingsAtOnce)
  return Array.from({ length: count }, (_, at) => ({
    ...part,
    found: part.found.slice(at * listingsAtOnce, (at + 1) * listingsAtOnce),
    warnings: at === 0 ? part.warnings : [],
    // What was left out is told once, with the first of them.
    ...(part.seen && { seen: { cards: 0, leftOut: at === 0 ? part.seen.leftOut : {} } }),
  }))
}

function endOf({ found, missing, warnings, place, seen }: Part): CoverageEnd {
  const counted = seen && accounted(seen.cards, missing === null ? found.length : 0, seen.leftOut)
  if (missing === null) return { state: 'searched', listings: found.length, ...counted, warnings }
  const { state, by, why } = missing
  return {
    state,
    listings: 0,
    ...counted,
    ...(by && { blockedBy: by }),
    why: place === 'page' ? why : `${place}: ${why}`,
    warnings,
  }
}
