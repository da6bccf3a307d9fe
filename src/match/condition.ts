import type { Span } from '../model/finding.ts'
import type { ConditionState } from '../model/lexicon.ts'
import type { Listing } from '../model/listing.ts'
import { isDealers, tradeOf } from '../model/market-kind.ts'
import { folded } from '../model/text-folding.ts'
import type { Link } from './brand/link.ts'
import { type Cue, cuesIn, type Field, quoted, spanOf, strongestOf } from './listing-text.ts'
import { originOf } from './origin.ts'
import { sizeRun as sizesInTitle } from './trade-writing.ts'

/**
 * Whether the goods are used, 0 (new) to 1, and why. `said`: a sentence's end for people, null where nothing tells;
 * `isNew`: the listing says that they are new.
 */
export type Condition = { used: number; isNew: boolean; said: string | null; span?: Span }

/** How sure a sign is. Words of wear say more than a market where used pieces are the rule, and that more than one size. */
const byMarket = { used: 0.9, classified: 0.4, retail: 0 } as const
/** New pieces are sold on between private persons too: what they say is only believed in part there. */
const newByMarket = { used: 0.5, classified: 0.15, retail: 0 } as const
/** Sizes side by side, and many at once, are a trader's stock, whatever market it stands on. */
const byStock = 0.15
const byOnePiece = 0.6
/** One size in the title is what private sellers write; shops write it of a variant. */
const byOneSize = 0.55
/** Independent dealers of watches sell used ones, but for a few. */
const byDealer = 0.6
const byYear = 0.6
/** Words that are a look as often ("vintage", "washed") say little of a trader's goods from a source market. */
const lookMax = 0.6
const lookShare = 0.4

/** "Size M only", "only size 42", "taille 38 uniquement": one piece, as shops do not have it. */
const oneSize =
  /(?:^|[^\p{L}])(?:(?:size|taille|größe|groesse|talla|taglia|tamanho|maat|rozmiar|размер|beden|サイズ|사이즈|尺码)[\s:.]{0,3}(?:\d{0,2}x{0,3}[sml]|\d{2,3}(?:[.,]5)?)[\s(]{1,2}(?:only|uniquement|nur|solo|somente|soltanto|alleen|tylko|только|sadece|のみ|만)|(?:only|nur|solo|только|sadece)\s(?:in\s)?(?:size|größe|taille|talla|taglia|tamanho|размер|beden)\s(?:\d{0,2}x{0,3}[sml]|\d{2,3}))(?![\p{L}])/iu

/** "Size XL", "Sz S", "Gr. 40", "taille M": a garment's one size. */
const sizeNamed =
  /(?:sz|size|gr\.?|größe|taille|talla|taglia|tamanho|maat|rozmiar|размер|розмір|beden)[\s:.]{1,2}(?:x{0,3}s|m|x{0,4}l|[2-5]xl|small|medium|large|x-large|\d{2})(?![\p{L}\d/–-])/giu
/** "Women's … Medium": the title's last word, of a garment for somebody. */
const lastWordSize = /\s(?:small|medium|large|x-large|xxl|xl)$/iu
const forSomebody = /men[’']?s\s/iu

/** Sizes that are offered side by side: "S-XL", "S/M/L", "36-45", "all sizes". */
const sizeRun = /(?:[sml]|\d{2})\s?[-–/~|,]\s?(?:x{0,4}[sml]|\d{2})(?![\p{L}\d])|all\s?sizes|sizes/iu

/** How it was worn or measured: "condition 8/10", "9.5/10". */
const outOfTen = /(?:^|[^\d/.])(?:[4-9](?:[.,]\d)?)\s?\/\s?10(?![\d/])/u

/** A quick look before the slow one. */
const tenths = /\/\s?10/u

/** A year of making in a title of watches: "1991 Datejust". */
const oldYear = /(?:^|[^\d])(?:19[3-9]\d|200\d|201\d)(?![\d/–-])/u

/** How much of a title and a description is looked through by expressions, in UTF-16 units. */
const unitsLooked = 4_000

/**
 * @param links names of the brand and its models: "Vintage" of "Vintage Nuptse" says nothing of the goods
 * @param table what a condition field's words mean, by their folded form
 */
export function conditionOf(
  listing: Listing,
  fields: readonly Field[],
  links: readonly Link[],
  table: ReadonlyMap<string, ConditionState>,
  isWatch: boolean,
): Condition {
  const stated = stateIn(listing.condition, table)
  const trade = tradeOf(listing.marketplace)
  const isName = ({ field, found }: Cue) => {
    const span = spanOf(field, found)
    return links.some(
      (link) => link.span.field === span.field && link.span.start <= span.start && span.end <= link.span.end,
    )
  }
  const worn = strongestOf(cuesIn(fields, 'cue.used').filter((cue) => !isName(cue)))
  const isNew = stated === 'new' || (stated === null && saysNew(fields))
  const words: Condition | null = worn
    ? {
        ...{ used: worn.found.term.strength * (isLook(worn, listing) ? lookShare : 1), isNew: false },
        ...{ said: quoted(worn.field, worn.found), span: spanOf(worn.field, worn.found) },
      }
    : null
  if (words && words.used >= 1 && stated !== 'new') return words
  if (stated !== null && stated !== 'new') return { used: 1, isNew: false, said: `“${listing.condition ?? ''}”` }
  const isStock = trade === 'classified' && (sizesInTitle(listing.title) !== null || saysMany(fields))
  const isDealer = isWatch && !isNew && isDealers(listing.marketplace)
  const market = isStock
    ? byStock
    : isDealer
      ? Math.max(byDealer, byMarket[trade])
      : (isNew ? newByMarket : byMarket)[trade]
  const others = [words, ...(isNew ? [] : patternsIn(fields, isWatch))].filter((one) => one !== null)
  const best = others.reduce<Condition | null>((top, one) => (top && top.used >= one.used ? top : one), null)
  if (best && best.used > market) return { ...best, isNew }
  const whose =
    trade === 'used' ? 'for used goods' : trade === 'classified' ? 'for private advertisements' : 'of dealers'
  const said = market > 0 ? `on a market ${whose}` : null
  return { used: market, isNew, said }
}

const isLook = ({ found }: Cue, listing: Listing): boolean =>
  found.term.strength <= lookMax &&
  tradeOf(listing.marketplace) === 'retail' &&
  originOf(listing)?.isSourceMarket === true

/** The state that a condition field says: the whole of it, else what stands before a comma, a dash or a bracket. */
function stateIn(condition: string | undefined, table: ReadonlyMap<string, ConditionState>): ConditionState | null {
  if (condition === undefined || condition.length > 200) return null
  const whole = folded(condition).trim()
  const first = whole.split(/[,(:;|·]|\s[-–—]\s/u)[0]?.trim() ?? ''
  return table.get(whole) ?? table.get(first) ?? null
}

/** "Wholesale", "all sizes": a trader's words in a title. */
const saysMany = (fields: readonly Field[]): boolean =>
  cuesIn(fields, 'cue.bulk').some(({ field }) => field.name === 'title')

/** "New" of "New Balance" says nothing of the goods. */
const saysNew = (fields: readonly Field[]): boolean =>
  ['cue.new', 'cue.boxed'].some((kind) =>
    cuesIn(fields, kind).some(
      ({ field, found }) =>
        (kind === 'cue.boxed' || field.name === 'title') &&
        !field.found.some(
          ({ kind: other, start, end }) => other === 'brand.other' && start <= found.start && found.end <= end,
        ),
    ),
  )

/** The one size that a title names; null for none, and for several, which are a shop's. */
function oneSizeIn(title: string): RegExpExecArray | null {
  if (sizeRun.test(title)) return null
  const [named, another] = title.matchAll(sizeNamed)
  if (named) return another ? null : named
  return forSomebody.test(title) ? lastWordSize.exec(title) : null
}

function patternsIn(fields: readonly Field[], isWatch: boolean): Condition[] {
  return fields.flatMap(({ name, byKind, folded: { original } }) => {
    if (name === 'category' || name === 'condition') return []
    const text = original.slice(0, unitsLooked)
    const seen = (match: RegExpExecArray | null, used: number): Condition[] => {
      if (!match) return []
      const start = match.index + match[0].search(/[\p{L}\p{N}]/u)
      const span = { field: name, start, end: match.index + match[0].length }
      return [{ used, isNew: false, said: `“${text.slice(span.start, span.end).trim()}”`, span }]
    }
    return [
      ...(byKind.has('cue.only') ? seen(oneSize.exec(text), byOnePiece) : []),
      ...(tenths.test(text) ? seen(outOfTen.exec(text), byOnePiece) : []),
      ...(isWatch && name === 'title' ? seen(oldYear.exec(text), byYear) : []),
      ...(name === 'title' ? seen(oneSizeIn(text), byOneSize) : []),
    ]
  })
}
