import type { Listing } from '../model/listing.ts'
import { tradeOf } from '../model/market-kind.ts'
import { plainSellerName } from '../model/seller-name.ts'
import { foldText } from '../model/text-folding.ts'
import type { Watch } from '../model/watch.ts'
import { nameShape } from './brand/spelling.ts'
import { remembering } from './remembering.ts'

/** What is known of a seller. `lookalike` is the authorised name that this one is made to look like. */
export type SellerFacts = {
  name: string | null
  isAuthorised: boolean
  lookalike: { of: string; sureness: number } | null
  ratings: number | null
  /** Private persons sell here, so that few ratings say nothing. */
  isClassifieds: boolean
}

/** The authorised sellers of a watch, made ready to compare. */
export type ReadySellers = {
  plain: ReadonlySet<string>
  shapes: readonly { name: string; shape: string; joined: string }[]
  brand: string
  brandShape: string
}

/** Most sellers' names whose plain forms, and whose skeletons, are kept. */
const sellersKeptMax = 20_000

/** Exact for the label rule. */
const plainName = remembering(plainSellerName, sellersKeptMax)

/** Names longer than this are cut before they are compared. */
const nameUnitsMax = 400

const shapeOf = remembering(nameShape, sellersKeptMax)

const joined = (text: string) => foldText(text).text.replace(/[^\p{L}\p{N}]/gu, '')

export const readySellers = ({ authorisedSellers, brand }: Watch): ReadySellers => ({
  plain: new Set(authorisedSellers.map(plainName)),
  shapes: authorisedSellers.map((name) => ({ name, shape: nameShape(name), joined: joined(name) })),
  brand,
  brandShape: nameShape(brand),
})

export function sellerFacts(listing: Listing, sellers: ReadySellers): SellerFacts {
  const name = listing.seller?.name?.slice(0, nameUnitsMax) ?? null
  const id = listing.seller?.id ?? null
  const isOneOf = (text: string | null) => text !== null && sellers.plain.size > 0 && sellers.plain.has(plainName(text))
  const isAuthorised = isOneOf(name) || isOneOf(id)
  const ratings = listing.seller?.ratings ?? listing.sellerRatings ?? null
  return {
    name,
    isAuthorised,
    lookalike: name === null || isAuthorised ? null : lookalikeOf(name, sellers, ratings),
    ratings,
    isClassifieds: tradeOf(listing.marketplace) !== 'retail',
  }
}

/** "Official" and the like, by shape, so that "Off1cial" is one too; in other scripts as they are. */
const officialShapes = [
  'official', 'oficial', 'oficjalny', 'officiel', 'offiziell', 'ufficiale', 'resmi', 'flagship', 'authorized', 'authorised', 'brandstore',
].map(nameShape) // biome-ignore format: a list
const officialWord = /официальн|官方|旗舰|公式|공식|정식|رسمي|chính hãng|ทางการ/iu

const claimsOffice = (name: string, shape: string): boolean =>
  officialWord.test(name) || officialShapes.some((official) => shape.includes(official))

function lookalikeOf(name: string, sellers: ReadySellers, ratings: number | null): SellerFacts['lookalike'] {
  if (sellers.shapes.length === 0) return null
  const shape = shapeOf(name)
  if (shape.length < 3) return null
  for (const official of sellers.shapes) {
    const wanted = official.shape
    if (wanted.length < 4) continue
    if (shape === wanted) return { of: official.name, sureness: joined(name) === official.joined ? 0.5 : 1 }
    if (wanted.length >= 7 && editsAtMostOne(shape, wanted)) return { of: official.name, sureness: 0.9 }
    // "Acme Store Deals Outlet" for "Acme Store": a new seller that carries the whole name and more.
    if (wanted.length >= 6 && shape.startsWith(wanted) && (ratings ?? Number.POSITIVE_INFINITY) < 50) {
      return { of: official.name, sureness: 0.7 }
    }
  }
  const claims = sellers.brandShape.length >= 4 && shape.includes(sellers.brandShape) && claimsOffice(name, shape)
  return claims && (ratings ?? 0) < 50 ? { of: sellers.brand, sureness: 0.7 } : null
}

function editsAtMostOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  if (a.length === b.length) return a.slice(at + 1) === b.slice(at + 1)
  return a.length < b.length ? a.slice(at) === b.slice(at + 1) : a.slice(at + 1) === b.slice(at)
}
