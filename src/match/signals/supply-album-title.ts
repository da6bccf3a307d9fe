import { originOf } from '../origin.ts'
import { nothing, type Signal } from './signal.ts'

/** "h210 …", "P180 …", "【Y160】…": a coded price, alone at the beginning or the end of the title. */
const code = /^[\s【[(]{0,2}([a-z]{1,2}[\s:.-]?\d{2,4})[\s】\])]|[\s【[(]([a-z]{1,2}[:.-]?\d{2,4})[\s】\])]{0,2}$/iu
/** "26ss", "FW25", "24aw": the season as the trade writes it. */
const season = /(?:^|[^\p{L}\p{N}])(?:\d{2}\s?(?:ss|fw|aw|fs|hw)|(?:ss|fw|aw)\s?'?\d{2})(?![\p{Script=Latin}\p{N}])/iu
/** "S-XXL", "M-3XL", "36-45码", "39--44": a run of sizes. */
const sizes =
  /(?:^|[^\p{L}\p{N}])(?:x{0,2}s|s|m|\d{2})\s?[-–~—]{1,2}\s?(?:x{1,4}l|\dxl|l|\d{2})\s?码?(?![\p{L}\p{N}])/iu
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
    if (links.length === 0 || seller.isAuthorised) return nothing
    const title = listing.title.slice(0, 400)
    const priced = price === null ? code.exec(title) : null
    const others = [season, sizes, bothScripts].filter((pattern) => pattern.test(title)).length
    const isFromSource = originOf(listing)?.isSourceMarket === true
    if (!priced || (others === 0 && !isFromSource)) return nothing
    const written = priced[1] ?? priced[2] ?? ''
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
