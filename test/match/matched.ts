import { readMatcherFiles } from '../../config/matcher-files.ts'
import { openMatcher } from '../../src/match/matcher.ts'
import { type PictureFacts, pictureKey } from '../../src/match/picture.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Listing } from '../../src/model/listing.ts'
import type { Copy, PricePoint, SellerRecord, SharedPicture } from '../../src/model/seen-before.ts'
import type { Product, Watch } from '../../src/model/watch.ts'
import type { ScoredListing } from '../../src/store/matching/matching-store.ts'
import { aListing, aWatch } from '../builders.ts'

export const files = readMatcherFiles(null)
if (!files.ok) throw new Error(JSON.stringify(files.mistakes.slice(0, 5)))

/** The matcher as it ships. */
export const shipped = openMatcher(files)

/** Halvard, which makes trail shoes at 129.00 USD; the model "TR900", sold by "Halvard Store" and "Northgear". */
export const halvard = (given: Partial<Watch> = {}, product: Partial<Product> = {}): Watch =>
  aWatch({
    aliases: ['халвард', 'ハルヴァード', '鹿牌'],
    products: [
      {
        name: 'Halvard Trail Runner',
        prices: [{ amount: '129.00', currency: 'USD' }],
        models: ['TR900'],
        category: 'footwear',
        ...product,
      },
    ],
    authorisedSellers: ['Halvard Store', 'Northgear'],
    ...given,
  })

/** An ordinary, honest listing: what is not named gives no reason. */
export const anHonestListing = (given: Partial<Listing> = {}): Listing =>
  aListing({
    title: 'Halvard trail shoes',
    price: { amount: '119.00', currency: 'USD' },
    seller: { id: 's9', name: 'Corner Shop' },
    ...given,
  })

type Given = {
  watch?: Watch
  picture?: PictureFacts
  record?: SellerRecord
  copies?: Copy[]
  points?: PricePoint[]
  shared?: SharedPicture
}

export function scoreOf(
  listing: Partial<Listing>,
  { watch = halvard(), picture, record, copies = [], points = [], shared }: Given = {},
): ScoredListing {
  const whole = anHonestListing(listing)
  const pictures = picture ? new Map([[pictureKey(whole), picture]]) : new Map()
  const before = { points, recordOf: () => record ?? null, copiesOf: () => copies, sharedOf: () => shared ?? null }
  return shipped.score(watch, [whole], pictures, before)[0]!
}

/** The findings of one signal. */
export const seen = (signal: string, listing: Partial<Listing>, given: Given = {}): Finding[] =>
  scoreOf(listing, given).score.findings.filter((finding) => finding.signal === signal)

/** The words that a signal's first finding points at; `null` when it saw nothing, '' when it points nowhere. */
export function wordsSeen(signal: string, listing: Partial<Listing>, given: Given = {}): string | null {
  const finding = seen(signal, listing, given)[0]
  if (!finding) return null
  const whole = anHonestListing(listing)
  const fields = {
    title: whole.title,
    brand: whole.brand,
    description: whole.description,
    condition: whole.condition,
    price: whole.priceText,
    seller: whole.seller?.name,
    category: whole.category,
    image: undefined,
  }
  return finding.span ? (fields[finding.span.field] ?? '').slice(finding.span.start, finding.span.end) : ''
}
