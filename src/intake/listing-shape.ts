import { z } from 'zod'
import type { Listing } from '../model/listing.ts'
import type { Price } from '../model/money.ts'

/** `null` and missing are the same in what other programs write. */
const optional = <S extends z.ZodType>(shape: S) => z.preprocess((value) => value ?? undefined, shape.optional())
const text = optional(z.string())
const count = optional(z.number().nonnegative())
const amount = z.string().regex(/^\d{1,18}(\.\d{1,8})?$/, 'must be a decimal string such as "129.00"')

const price = z.object({
  amount,
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "EUR"'),
  max: optional(amount),
  per: text,
  moq: optional(z.number().int().positive()),
  tiers: optional(z.array(z.object({ from: z.number().int().positive(), amount })).max(100)),
})
const seller = z.object({ id: text, name: text, url: text, country: text, rating: count, ratings: count })

/** A listing as `extract` and other programs write it (DESIGN.md §5). Unknown keys are let be. */
export const listingShape = z
  .object({
    marketplace: z.string().default('unknown'),
    id: z.union([z.string().min(1), z.number().transform(String)]),
    url: z.string().default(''),
    title: z.string(),
    brand: text,
    price: price.nullish(),
    priceText: text,
    seller: seller.nullish(),
    images: z.array(z.string()).default([]),
    location: text,
    sold: count,
    rating: count,
    ratings: count,
    sellerRatings: count,
    condition: text,
    sponsored: optional(z.boolean()),
    description: text,
    category: text,
    shipsFrom: text,
    availability: text,
  })
  .transform(({ price, seller, ...rest }): Listing => {
    // Under exactOptionalPropertyTypes a key that is there and undefined is not a missing key; JSON has no undefined.
    const present = <T extends object>(value: T) =>
      Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T
    return {
      ...(present(rest) as Omit<Listing, 'price' | 'seller'>),
      price: price ? (present(price) as Price) : null,
      seller: seller ? (present(seller) as NonNullable<Listing['seller']>) : null,
    }
  })

const pageShape = z.object({ listings: z.array(listingShape) }).transform(({ listings }) => listings)
const oneShape = listingShape.transform((listing) => [listing])

/** A line is one listing, or a page as `extract` prints it, with its listings. */
export const listingsLine = z.unknown().transform((raw, context): Listing[] => {
  const isPage = typeof raw === 'object' && raw !== null && 'listings' in raw
  // Chosen before it is parsed, so that a mistake is said of what the line is meant to be.
  const parsed = (isPage ? pageShape : oneShape).safeParse(raw)
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message })
  return z.NEVER
})
