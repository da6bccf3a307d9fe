import type { Listing, Seller } from '../../model/listing.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import { readCount } from '../reading/counts.ts'
import { defined } from '../reading/json-ld.ts'

/** What a card says in lines of its own, in the languages of eBay's sites and of visitors from elsewhere (2024-01 … 2026-05). */
const buyNow =
  /buy it now|sofort-?kaufen|achat immédiat|compralo subito|c[óo]mpralo (?:ya|ahora)|compre (?:já|agora)|nu kopen|kup teraz|купить сейчас|今すぐ買う|即決|立即购买|立即購買|一口价|즉시 ?구매|바로 ?구매/i
const bids =
  /\b\d+\s*(?:bids?|gebote?|enchères?|offert[ae]|offres?|pujas?|ofertas? de subasta|lances?|biedingen|bod|ofert)\b|(?:ставк|件の入札|次出价|次出價|입찰)/i

/**
 * The price of a card. With a bid and a price to buy at once, that price, and the other stays text beside it. Of several amounts in one
 * line ("$10.00 to $12.00") the whole line is the price.
 * @param asked the texts of prices that are not struck through, in page order
 */
export function pricesOf(
  asked: readonly string[],
  rows: readonly string[],
  hints: PriceHints,
): Pick<Listing, 'price' | 'priceText'> {
  const whole = asked.join(' ').trim()
  const price = whole === '' ? null : readPrice(whole, hints)
  if (price !== null || asked.length < 2)
    return price === null && whole !== '' ? { price, priceText: whole } : { price }
  const lines = linesOf(asked, rows)
  const now = lines.find((line) => buyNow.test(line.words)) ?? lines.find((line) => !bids.test(line.words))
  const found = lines.length > 1 && now ? readPrice(now.price, hints) : null
  if (!now || found === null) return { price: null, priceText: whole }
  const other = lines.filter((line) => line !== now).map((line) => `${line.price} ${line.words}`.trim())
  return { price: found, priceText: other.join('; ') }
}

/** Each price with the words of the lines that follow it, up to the next price. */
function linesOf(asked: readonly string[], rows: readonly string[]): { price: string; words: string }[] {
  const lines: { price: string; words: string }[] = []
  let at = 0
  for (const row of rows) {
    const price = asked[at]
    if (price !== undefined && row.startsWith(price)) {
      lines.push({ price, words: row.slice(price.length).trim() })
      at += 1
      continue
    }
    const last = lines.at(-1)
    // What is left of the time changes by the hour, and is not kept.
    const words = row.split('·')[0]?.trimEnd() ?? ''
    if (last && last.words.length < 40) last.words = `${last.words} ${words}`.trim()
  }
  return lines.length === asked.length ? lines : []
}

const positive = /positi|pozytywn|полож|ポジティブ|긍정|好评|好評/iu

/** "gamesgalaxyconsett (2,834) 100%" of 2025, "tiffanysacc0 98.7% positive (59.8K)" of 2026. A discount ("Extra 5% off") is no seller. */
export function sellerOf(text: string | undefined, rows: readonly string[]): Seller | null {
  for (const line of [text ?? '', ...rows]) {
    const old =
      line !== text
        ? null
        : /^([^\s(]+)\s*\(\s*([\d.,]+\s?\p{L}{0,3})\s*\)(?:\s*(\d{1,3}(?:[.,]\d{1,2})?)\s?%)?/u.exec(line)
    const today = /^(\S+)\s+(?:\p{L}+\s+)?(\d{1,3}(?:[.,]\d{1,2})?)\s?%(.*)$/u.exec(line)
    const counted = /\(\s*([\d.,]+\s?\p{L}{0,3})\s*\)\s*$/u.exec(today?.[3] ?? '')?.[1]
    if (today?.[1] !== undefined && (counted !== undefined || positive.test(today[3] ?? '')))
      return sellerNamed(today[1], today[2], counted)
    if (old?.[1] !== undefined && !/[:：]$/.test(old[1])) return sellerNamed(old[1], old[3], old[2])
  }
  return null
}

function sellerNamed(name: string, rating: string | undefined, ratings: string | undefined): Seller {
  return defined({
    name,
    rating: rating === undefined ? undefined : Number(rating.replace(',', '.')),
    ratings: ratings === undefined ? undefined : readCount(ratings),
  })
}

/** Words before a place, and, in Latin letters, a space or a colon behind them: "Devoluciones" is not from "voluciones". */
const beforePlace =
  /^(?:(?:located in|item location|ships? from|from|standort|artikelstandort|aus|lieu(?: où se trouve l'objet)?|provenance|de(?:puis)?|ubicad[oa] en|ubicación(?: del artículo)?|desde|luogo(?: in cui si trova l'oggetto)?|si trova in|da|localizado em|gevestigd in|locatie|van|uit|lokalizacja|znajduje się w|z|местонахождение|местоположение|из|находится в|konum)(?:\s{0,5}:\s{0,5}|\s{1,5})|(?:発送元|商品の所在地|所在地|來自|来自|物品所在地|位於|位于|발송지|출고지|위치|물품 ?위치|상품 ?위치|원산지)\s{0,5}[:：]?\s{0,5})(\S.*)$/iu
/** "미국에서 배송", "英国から". */
const behindPlace = /^(\p{L}[\p{L}\s]{0,40}?)(?:에서(?:\s*(?:배송|발송|출고))?|から(?:発送|の発送)?)$/u

/** Where a line says that a thing is: a proper name, never a percentage or a count. */
export function placeIn(line: string): string | undefined {
  const found = beforePlace.exec(line)?.[1] ?? behindPlace.exec(line)?.[1]
  return found !== undefined && /^[\p{Lu}\p{Lo}]/u.test(found) && !/[%()\d]/.test(found) ? found.trim() : undefined
}
