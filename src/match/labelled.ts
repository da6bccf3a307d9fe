import { z } from 'zod'
import type { Finding } from '../model/finding.ts'
import type { Listing } from '../model/listing.ts'
import type { Price } from '../model/money.ts'
import { readPriceText } from '../model/money-reader.ts'
import type { Watch } from '../model/watch.ts'
import type { PictureFacts } from './picture.ts'

const amount = z.union([z.number().nonnegative(), z.string().regex(/^\d+(\.\d+)?$/)])

/** One labelled record: watch, listing with its raw price text, and what a person said of it. Unknown keys are let be. */
export const labelledRecord = z.object({
  id: z.string(),
  watch: z.object({
    brand: z.string().min(1),
    aliases: z.array(z.string()).default([]),
    nicknames: z.array(z.string()).default([]),
    replica_shops: z.array(z.string()).default([]),
    product: z.string().nullish(),
    models: z.array(z.string()).default([]),
    category: z.string().nullish(),
    official_price: z.object({ amount, currency: z.string() }).nullish(),
    authorised_sellers: z.array(z.string()).default([]),
  }),
  listing: z.object({
    title: z.string(),
    description: z.string().nullish(),
    price_text: z.string().nullish(),
    currency: z.string().nullish(),
    seller: z.string().nullish(),
    seller_country: z.string().nullish(),
    ship_from: z.string().nullish(),
    category: z.string().nullish(),
    rating_count: z.number().nullish(),
    language: z.string().nullish(),
    marketplace: z.string().default('unknown'),
    condition: z.string().nullish(),
    image: z.object({ official_similarity: z.number().nullish(), logo: z.string().nullish() }).nullish(),
  }),
  label: z.object({
    verdict: z.string(),
    kind: z.string().default('unknown'),
    reasons: z.array(z.string()).default([]),
    difficulty: z.string().default('unknown'),
    used: z.boolean().nullish(),
    expected_price: z
      .object({
        min: z.number(),
        max: z.number(),
        currency: z.string(),
        quantity: z.number().default(1),
        moq: z.number().nullish(),
      })
      .nullish(),
  }),
})
export type LabelledRecord = z.infer<typeof labelledRecord>

/** A record as the matcher takes it, with what the label says of it. */
export type Case = {
  id: string
  watch: Watch
  listing: Listing
  picture: PictureFacts | null
  isSuspect: boolean
  label: LabelledRecord['label']
  language: string
  priceRead: Price | null
}

export type Scored = { one: Case; score: number; isHit: boolean; findings: readonly Finding[] }

/**
 * Makes a case of a record. The price comes from its text alone: the record's unit and minimum order, which repeat it,
 * are not used, nor is anything of the label.
 */
export function caseOf(record: LabelledRecord): Case {
  const { listing, label } = record
  const language = listing.language ?? 'unknown'
  const hints = {
    ...(listing.currency && { currency: listing.currency }),
    ...(listing.language && { language: listing.language }),
  }
  const reading = listing.price_text ? readPriceText(listing.price_text, hints) : null
  const per = reading && reading.quantity > 1 ? { per: `lot of ${reading.quantity}` } : {}
  const price = reading ? { ...reading.price, ...per } : null
  return {
    id: record.id,
    watch: watchOf(record),
    listing: listingOf(record, price),
    picture: pictureOf(listing.image),
    isSuspect: label.verdict.includes('suspect'),
    label,
    language,
    priceRead: price,
  }
}

function watchOf({ watch }: LabelledRecord): Watch {
  const official = watch.official_price
  const product = {
    name: watch.product ?? watch.brand,
    prices: official ? [{ amount: plain(official.amount), currency: official.currency }] : [],
    models: watch.models,
    ...(watch.category && { category: watch.category }),
  }
  return {
    id: watch.brand,
    brand: watch.brand,
    aliases: watch.aliases,
    nicknames: watch.nicknames,
    replicaShops: watch.replica_shops,
    products: [product],
    keywords: [watch.brand],
    marketplaces: [],
    territories: [],
    authorisedSellers: watch.authorised_sellers,
    allow: [],
    schedule: null,
    budget: { requestsADay: 1 },
    pages: 1,
    priority: 1,
  }
}

const plain = (value: number | string): string =>
  typeof value === 'string' ? value : value.toFixed(6).replace(/\.?0+$/, '')

function listingOf({ id, listing }: LabelledRecord, price: Price | null): Listing {
  return {
    marketplace: listing.marketplace,
    id,
    url: `https://listing.invalid/${encodeURIComponent(id)}`,
    title: listing.title,
    price,
    ...(listing.price_text && { priceText: listing.price_text }),
    seller:
      listing.seller || listing.seller_country
        ? {
            ...(listing.seller && { name: listing.seller }),
            ...(listing.seller_country && { country: listing.seller_country }),
          }
        : null,
    images: [],
    ...(listing.description && { description: listing.description }),
    ...(listing.category && { category: listing.category }),
    ...(listing.ship_from && { shipsFrom: listing.ship_from }),
    ...(listing.condition && { condition: listing.condition }),
    ...(typeof listing.rating_count === 'number' && { sellerRatings: listing.rating_count }),
  }
}

function pictureOf(image: LabelledRecord['listing']['image']): PictureFacts | null {
  if (!image) return null
  const logo = image.logo === 'visible' || image.logo === 'absent' ? image.logo : image.logo ? 'hidden' : null
  return {
    ...(typeof image.official_similarity === 'number' && { officialSimilarity: image.official_similarity }),
    ...(logo && { logo }),
  }
}
