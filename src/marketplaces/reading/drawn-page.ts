import type { Price } from '../../model/money.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import { decodeText } from './html-entities.ts'
import type { Tag } from './html-tag.ts'
import { foldSpaces } from './html-text.ts'
import { walkHtml } from './html-walk.ts'
import { isHiddenTag, isShelfHeading, isShelfTag } from './places.ts'

/** Prices that are looked at behind the heading: the product's own stands first. */
const pricesMax = 6
const textMax = 300
const depthMax = 1_000
/** What is looked at within one another. */
const openMax = 20

/** What a page about one product draws: its heading, the prices behind it in page order, who sells. */
export type DrawnPage = { heading: string; prices: Price[]; seller: string | null }

/** A class, an id or a property that is called a price and not an old one, one for a litre, a saving. */
const priceName =
  /(?:^|[-_\s])(?:price|prices|preis|prix|precio|preco|prezzo|prijs|cena|pricing|amount)(?=$|[-_\s])|price$/i
const otherPriceName =
  /old|was|list-?price|regular|compare|strik|del(?:eted)?\b|cross|before|original|rrp|msrp|uvp|unit|base-?price|per-|save|saving|discount|shipping|delivery|tax|install|month|filter|slider|note|label|tooltip|history|range|sort|total|cart|loyalty|member/i
const struckTags = new Set(['del', 's', 'strike'])

/** "Sold by Nordlauf", with the name behind it or in the next element. */
const sellerWords =
  /^(?:sold(?: and shipped)? by|shipped and sold by|seller|sold and delivered by|verkauf(?:t)? (?:durch|von)|verkäufer|händler|vendu(?: et expédié)? par|vendeur|vendido(?: e entregue| y enviado)? por|vendedor|venduto(?: e spedito)? da|venditore|verkocht door|verkoper|sprzedawca|sprzedaje|säljare|såld av|продавец|satıcı|販売元|出品者|販売者|卖家|판매자)\s?[:：]?\s*(.{0,80})$/iu

type Open = { depth: number; kind: 'price' | 'struck' | 'heading' | 'title'; text: string }
type Walk = {
  depth: number
  open: Open[]
  passed: number
  headings: string[]
  prices: string[]
  seller: string | null
  asksSeller: boolean
}

/** @param hints what a bare sign means on this page */
export function readDrawnPage(body: string, hints: PriceHints): DrawnPage {
  const walk: Walk = { depth: 0, open: [], passed: 0, headings: [], prices: [], seller: null, asksSeller: false }
  walkHtml(body, {
    open: (tag) => enter(walk, tag),
    text(from, to, entities) {
      if (walk.passed > 0) return
      const piece = body.slice(from, Math.min(to, from + 2_000))
      addText(walk, entities ? decodeText(piece) : piece)
    },
    close: () => leave(walk),
    done: () => walk.depth > depthMax,
  })
  const read = walk.prices.map((text) => readPrice(text, hints)).filter((each) => each !== null)
  return { heading: walk.headings[0] ?? '', prices: read, seller: walk.seller }
}

function enter(walk: Walk, tag: Tag): void {
  walk.depth += 1
  const { depth, open } = walk
  if (walk.passed > 0) return
  if (isHiddenTag(tag) || isShelfTag(tag)) {
    walk.passed = depth
    return
  }
  for (const each of open) if (tag.kind.breaks) each.text += ' '
  if (open.length >= openMax) return
  if (tag.name === 'h1') open.push({ depth, kind: 'heading', text: '' })
  else if (/^h[2-4]$/.test(tag.name)) open.push({ depth, kind: 'title', text: '' })
  else if (struckTags.has(tag.name)) open.push({ depth, kind: 'struck', text: '' })
  else if (walk.headings.length > 0) {
    const named =
      `${tag.className ?? ''} ${tag.get('id') ?? ''} ${tag.get('itemprop') ?? ''} ${tag.get('data-testid') ?? ''}`.slice(
        0,
        400,
      )
    if (
      otherPriceName.test(named) &&
      /price|preis|prix|precio|prezzo|prijs|cena|strike|compare|install|month/i.test(named)
    )
      open.push({ depth, kind: 'struck', text: '' })
    else if (priceName.test(named) && !open.some(({ kind }) => kind === 'price' || kind === 'struck'))
      open.push({ depth, kind: 'price', text: '' })
  }
}

function addText(walk: Walk, text: string): void {
  const isStruck = walk.open.some(({ kind }) => kind === 'struck')
  for (const each of walk.open)
    if (each.text.length < textMax && !(isStruck && each.kind === 'price')) each.text += text
  const plain = foldSpaces(text)
  if (walk.seller !== null || plain === '') return
  const found = sellerWords.exec(plain.slice(0, 160))
  if (found) {
    walk.asksSeller = true
    if (found[1]) setSeller(walk, found[1])
  } else if (walk.asksSeller) setSeller(walk, plain)
}

function setSeller(walk: Walk, name: string): void {
  walk.asksSeller = false
  const bare = name.replace(/^[:：]\s*/, '').trim()
  if (bare !== '' && bare.length <= 80 && /\p{L}/u.test(bare) && walk.headings.length > 0) walk.seller = bare
}

function leave(walk: Walk): void {
  const last = walk.open.at(-1)
  if (last?.depth === walk.depth) {
    walk.open.pop()
    const text = foldSpaces(last.text)
    if (last.kind === 'heading' && text !== '') walk.headings.push(text)
    if (last.kind === 'price' && text !== '' && walk.prices.length < pricesMax) walk.prices.push(text)
    // What follows the heading of a shelf, to the end of what the shelf stands in, is other products.
    if (last.kind === 'title' && isShelfHeading(text) && walk.headings.length > 0) walk.passed = walk.depth - 1
  }
  if (walk.passed === walk.depth) walk.passed = 0
  walk.depth -= 1
}
