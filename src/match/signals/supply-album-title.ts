import { originOf } from '../origin.ts'
import { season, sizeRun } from '../trade-writing.ts'
import { nothing, type Signal } from './signal.ts'

/**
 * "h210 …", "P180 …", "【Y160】…", "… 260y": a coded price, alone at the beginning or the end of the title; "660💰", "💰180"
 * anywhere.
 */
const code =
  /^[\s【[(]{0,2}([a-z]{1,2}[\s:.-]?\d{2,4})[\s】\])]|[\s【[(]([a-z]{1,2}[:.-]?\d{2,4}|\d{3,4}[ryp])[\s】\])]{0,2}$|(?:^|[^\d.])(\d{2,4}\s?(?:💰|💵|🧧|㊎)|(?:💰|💵|🧧|㊎)\s?\d{2,4})(?!\d)/iu
/** The name in Latin letters and at once in Chinese: "Burberry/巴宝莉", "adidas阿迪达斯". */
const bothScripts = /\p{Script=Latin}{3,20}\s?[/|]?\s?\p{Script=Han}{2}/u

/** A code where no price is printed, of goods from a source market, with nothing else of an album. */
const bySourceAlone = 0.6

/**
 * Strong: the title is written as in the albums that factories show to agents: a coded price before the goods, where none is
 * printed, beside the season, a run of sizes, a name in two scripts, or goods from a source market. One of those alone says
 * nothing.
 */
export const supplyAlbumTitle: Signal = {
  id: 'supply.album-title',
  see({ listing, links, price, seller }) {
    if (price !== null || links.length === 0 || seller.isAuthorised) return nothing
    const title = listing.title.slice(0, 400)
    const priced = code.exec(title)
    if (!priced) return nothing
    const others = [season(title), sizeRun(title), bothScripts.test(title)].filter(Boolean).length
    if (others === 0 && originOf(listing)?.isSourceMarket !== true) return nothing
    const written = priced[1] ?? priced[2] ?? priced[3] ?? ''
    const start = title.indexOf(written, priced.index)
    const text = `Written as in a factory’s album: “${written}” stands for a price.`
    return [
      {
        text,
        strength: others > 1 ? 1 : others === 1 ? 0.75 : bySourceAlone,
        span: { field: 'title', start, end: start + written.length },
      },
    ]
  },
}
