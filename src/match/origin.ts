import type { Listing } from '../model/listing.ts'
import { folded } from '../model/text-folding.ts'
import { remembering } from './remembering.ts'

/** `elsewhere`: another place that the same words name, which is in no source market. */
export type Origin = { from: string; isSourceMarket: boolean; sellerIsElsewhere: boolean; elsewhere: string | null }

/** Names and codes of the source markets of label rule 2; a name of two words is joined. */
const sourceMarkets = new Map(
  [
    'cn china 中国 中國 chine cina kitay китай çin чина kina prc mainlandchina 大陆 大陸 الصين چین סין จีน 중국 trungquoc tiongkok cinas çin',
    'cn guangdong guangzhou shenzhen yiwu putian fujian zhejiang hangzhou dongguan quanzhou 广东 广州 深圳 义乌 莆田 福建 浙江 杭州 东莞 泉州 廣東 廣州 中国大陆',
    'hk hongkong 香港 гонконг honkong 홍콩 هونغكونغ ฮ่องกง',
    'tr turkey türkiye turkiye turkei türkei turquie turquía turchia turquia turkije turcja турция туреччина 土耳其 トルコ 터키 تركيا ترکیه istanbul стамбул',
  ].flatMap((line) => {
    const [code = '', ...names] = line.split(' ')
    return [code, ...names].map((name): [string, string] => [folded(name), code])
  }),
)

/** Countries and states that are no source market, as marketplaces print them beside a place. Own knowledge. */
const elsewhereNames = new Set(
  [
    'us usa unitedstates america california newyork newjersey texas florida nevada illinois pennsylvania ohio michigan massachusetts virginia oregon arizona colorado delaware maryland minnesota missouri indiana tennessee wisconsin kentucky utah losangeles chicago',
    'uk gb unitedkingdom england scotland wales london de germany deutschland allemagne fr france paris it italy italia es spain españa nl netherlands nederland be belgium pl poland polska cz czechia at austria österreich ch switzerland schweiz suisse se sweden dk denmark no norway fi finland ie ireland pt portugal gr greece',
    'ca canada toronto ontario vancouver au australia sydney melbourne nz newzealand jp japan tokyo 日本 kr korea 한국 sg singapore br brasil brazil mx mexico méxico ru russia россия москва ua ukraine україна in india ae uae dubai sa',
  ].flatMap((line) => line.split(' ').map(folded)),
)

const twoWords =
  /\b(hong|united|new|los|mainland|trung)\s(kong|states|kingdom|york|jersey|zealand|angeles|china|quoc)\b/gu

type Place = { market: string | null; elsewhere: string | null }

/** Most places whose market is kept. */
const placesKeptMax = 5_000

/** A code of two letters counts alone or as the last of the place's parts: "DE" of "Jardin de …" is no country. */
const placeOf = remembering((place: string): Place => {
  const text = folded(place.slice(0, 200)).replace(twoWords, '$1$2')
  const words = text.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== '')
  const last = words.at(-1)
  const named = words.filter((word) => word.length > 2 || word === last || sourceMarkets.has(word))
  const market = named.map((word) => sourceMarkets.get(word)).find((code) => code !== undefined) ?? null
  return { market, elsewhere: named.find((word) => elsewhereNames.has(word)) ?? null }
}, placesKeptMax)

/** Where a listing ships from: its own statement, else the seller's country. */
export function originOf(listing: Listing): Origin | null {
  const country = listing.seller?.country
  const from = listing.shipsFrom ?? listing.location ?? country
  if (!from) return null
  const { market, elsewhere } = placeOf(from)
  const sellerIsElsewhere = country !== undefined && placeOf(country).market !== market
  const isSourceMarket = market !== null
  const other = isSourceMarket ? elsewhereIn(listing, from, elsewhere) : null
  return { from, isSourceMarket, sellerIsElsewhere: isSourceMarket && sellerIsElsewhere, elsewhere: other }
}

/** The place that contradicts: in the same words, or in the other of the two places that the marketplace prints. */
function elsewhereIn({ shipsFrom, location }: Listing, from: string, within: string | null): string | null {
  if (within !== null) return from
  if (!shipsFrom || !location) return null
  const { market, elsewhere } = placeOf(location)
  return market === null && elsewhere !== null ? location : null
}
