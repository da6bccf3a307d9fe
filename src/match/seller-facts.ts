import type { Listing } from '../model/listing.ts'
import { foldText } from '../model/text-folding.ts'
import type { Watch } from '../model/watch.ts'
import { nameShape } from './brand/spelling.ts'

/** What is known of a seller. `lookalike` is the authorised name that this one is made to look like. */
export type SellerFacts = {
  name: string | null
  isAuthorised: boolean
  lookalike: { of: string; sureness: number } | null
  ratings: number | null
  /** Private persons sell here, so that few ratings say nothing. */
  isClassifieds: boolean
}

/** Marketplaces of private persons' advertisements (folder ids as in marketplaces/, and names of the field). */
const classifieds = new Set([
  'facebook-marketplace', 'vinted', 'wallapop', 'kleinanzeigen', 'avito', 'olx', 'leboncoin', 'subito', 'mercari', 'mercari-jp', 'rakuma',
  'xianyu', 'bunjang', 'opensooq', 'letgo', 'marktplaats', 'bazos', 'depop', 'poshmark', 'craigslist', 'gumtree', 'carousell', 'blocket',
  'finn', 'tori', 'dba', 'willhaben', 'ricardo', 'milanuncios', 'sahibinden', 'yahoo-auctions-jp', 'karrot', 'offerup', 'allegro-lokalnie',
]) // biome-ignore format: a list

/** Exact for the label rule: compatibility form, case and outer space do not matter, anything else does. */
const plainName = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()

/** Names longer than this are cut before they are compared. */
const nameUnitsMax = 400

export function sellerFacts(listing: Listing, watch: Watch): SellerFacts {
  const name = listing.seller?.name?.slice(0, nameUnitsMax) ?? null
  const id = listing.seller?.id ?? null
  const authorised = new Set(watch.authorisedSellers.map(plainName))
  const isAuthorised =
    (name !== null && authorised.has(plainName(name))) || (id !== null && authorised.has(plainName(id)))
  const ratings = listing.sellerRatings ?? null
  return {
    name,
    isAuthorised,
    lookalike: name === null || isAuthorised ? null : lookalikeOf(name, watch, ratings),
    ratings,
    isClassifieds: classifieds.has(listing.marketplace),
  }
}

const officialWord =
  /offic|0ffic|oficial|resmi|ufficiale|officiel|offiziell|официальн|官方|旗舰|公式|공식|chính hãng|oficjaln/iu

function lookalikeOf(name: string, watch: Watch, ratings: number | null): SellerFacts['lookalike'] {
  const shape = nameShape(name)
  if (shape.length < 3) return null
  for (const official of watch.authorisedSellers) {
    const wanted = nameShape(official)
    if (wanted.length < 4) continue
    const joined = (text: string) => foldText(text).text.replace(/[^\p{L}\p{N}]/gu, '')
    if (shape === wanted) return { of: official, sureness: joined(name) === joined(official) ? 0.5 : 1 }
    if (wanted.length >= 7 && editsAtMostOne(shape, wanted)) return { of: official, sureness: 0.9 }
    // "Acme Store Deals Outlet" for "Acme Store": a new seller that carries the whole name and more.
    if (wanted.length >= 6 && shape.startsWith(wanted) && (ratings ?? Number.POSITIVE_INFINITY) < 50) {
      return { of: official, sureness: 0.7 }
    }
  }
  const brand = nameShape(watch.brand)
  const claims = brand.length >= 4 && shape.includes(brand) && officialWord.test(name)
  return claims && watch.authorisedSellers.length > 0 && (ratings ?? 0) < 50 ? { of: watch.brand, sureness: 0.7 } : null
}

function editsAtMostOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  if (a.length === b.length) return a.slice(at + 1) === b.slice(at + 1)
  return a.length < b.length ? a.slice(at) === b.slice(at + 1) : a.slice(at + 1) === b.slice(at)
}
