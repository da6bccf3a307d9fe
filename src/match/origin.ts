import type { Listing } from '../model/listing.ts'
import { folded } from '../model/text-folding.ts'
import { remembering } from './remembering.ts'

export type Origin = { from: string; isSourceMarket: boolean; sellerIsElsewhere: boolean }

/** Names and codes of the source markets of label rule 2. */
const sourceMarkets = new Map(
  [
    'cn china 中国 中國 chine cina kitay китай çin чина kina',
    'hk hongkong 香港 гонконг',
    'tr turkey türkiye turkiye turkei türkei turquie turquía турция 土耳其',
  ].flatMap((line) => {
    const [code = '', ...names] = line.split(' ')
    return [code, ...names].map((name): [string, string] => [folded(name), code])
  }),
)

/** Most places whose market is kept. */
const placesKeptMax = 5_000

const marketOf = remembering((place: string): string | null => {
  const text = folded(place.slice(0, 200)).replace('hong kong', 'hongkong')
  const words = text.split(/[^\p{L}]+/u)
  return words.map((word) => sourceMarkets.get(word)).find((code) => code !== undefined) ?? null
}, placesKeptMax)

/** Where a listing ships from: its own statement, else the seller's country. */
export function originOf(listing: Listing): Origin | null {
  const country = listing.seller?.country
  const from = listing.shipsFrom ?? listing.location ?? country
  if (!from) return null
  const market = marketOf(from)
  const sellerIsElsewhere = country !== undefined && marketOf(country) !== market
  return { from, isSourceMarket: market !== null, sellerIsElsewhere: market !== null && sellerIsElsewhere }
}
