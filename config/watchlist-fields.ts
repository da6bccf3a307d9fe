import { CronExpressionParser } from 'cron-parser'
import { z } from 'zod'
import { suggestion } from '../src/model/did-you-mean.ts'
import { sorts } from '../src/model/sort.ts'
import { allowances, type Capturing, lookThroughs } from '../src/model/watch.ts'

/** A marketplace that a watchlist may name, with the territories it has, its default first. */
export type KnownMarketplace = { id: string; territories: readonly string[] }

/** The most of each that one watch may have, and the longest text. */
export const limits = {
  text: 200,
  keyword: 100,
  keywords: 200,
  aliases: 50,
  products: 500,
  prices: 50,
  history: 30,
  reviewsADay: 10_000,
  lineMin: 0.25,
  lineMax: 0.95,
  models: 100,
  images: 20,
  marketplaces: 50,
  territories: 50,
  sellers: 5_000,
  pages: 50,
  requestsADay: 1_000_000,
  priority: 100,
  watches: 200,
} as const

/** What a watch has when its file does not say. */
export const defaults = { pages: 2, requestsADay: 500, priority: 50, zone: 'UTC' } as const

type Check = (value: string) => string | null

/** Every value is a text here (watchlist-text.ts); `check` says what is wrong with one, or null. */
const text = (max: number, check: Check = () => null) =>
  z
    .string()
    .min(1)
    .max(max)
    .superRefine((value, context) => {
      if (value === '') return
      const why = /\p{Cc}/u.test(value) ? 'must be one line, without control characters' : check(value)
      if (why !== null) context.addIssue({ code: 'custom', message: why })
    })

const wholeNumber = (max: number) =>
  text(20, (value) =>
    /^\d{1,9}$/.test(value) && Number(value) >= 1 && Number(value) <= max
      ? null
      : `must be a whole number from 1 to ${max}, not ${value}`,
  ).transform(Number)

/** A score that a watch draws its line at: below the first nearly all are innocent, above the second plain copies would be missed. */
const lineMistake: Check = (value) =>
  /^0?\.\d{1,3}$/.test(value) && Number(value) >= limits.lineMin && Number(value) <= limits.lineMax
    ? null
    : `must be a score from ${limits.lineMin} to ${limits.lineMax} such as 0.6, not ${value}`

const currencies = Intl.supportedValuesOf('currency')

function currencyMistake(code: string): string | null {
  if (currencies.includes(code)) return null
  if (/^\d+$/.test(code)) return 'amounts are written with a dot, not a comma: 129.00'
  const upper = code.toUpperCase()
  if (currencies.includes(upper)) return `currency codes are written in capitals: ${upper}`
  return `unknown currency "${code}"${suggestion(code, currencies) || ', ISO 4217 codes such as USD are known'}`
}

/** Amounts stay the text that was written, never a number; a dot is the only mark that may be in it. */
function amountMistake(amount: string, currency: string): string | null {
  if (!/^\d{1,12}(\.\d{1,4})?$/.test(amount)) return `must be an amount such as 129.00, not "${amount}"`
  if (/^[0.]+$/.test(amount)) return 'must be more than 0'
  const printed = amount.split('.')[1]?.length ?? 0
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return printed > maximumFractionDigits
    ? `${currency} has ${maximumFractionDigits} decimal places, not ${printed}`
    : null
}

const prices = z.record(z.string(), z.unknown()).superRefine((entries, context) => {
  const names = Object.keys(entries)
  if (names.length > limits.prices)
    context.addIssue({ code: 'custom', message: `has more than ${limits.prices} prices` })
  for (const currency of names.slice(0, limits.prices)) {
    const amount = entries[currency]
    const unknown = currencyMistake(currency)
    const why =
      unknown ?? (typeof amount === 'string' ? amountMistake(amount, currency) : 'must be an amount such as 129.00')
    if (why !== null) {
      context.addIssue({ code: 'custom', message: why, path: [currency], params: { at: unknown ? 'key' : 'value' } })
    }
  }
})

/** GTIN-8, -12, -13 or -14 with its check digit (GS1 General Specifications, 7.9). */
function gtinMistake(gtin: string): string | null {
  if (!/^(\d{8}|\d{12,14})$/.test(gtin)) return `must be a GTIN of 8, 12, 13 or 14 digits, not "${gtin}"`
  const digits = [...gtin].map(Number).reverse()
  const sum = digits.reduce((total, digit, place) => total + digit * (place % 2 === 1 ? 3 : 1), 0)
  return sum % 10 === 0 ? null : `the check digit of GTIN ${gtin} does not fit: a digit was mistyped`
}

/** ISO 8601: a year, a month or a day. */
const dayMistake: Check = (value) =>
  /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(value)
    ? null
    : `must be a year, month or day such as 2021 or 2021-09-24, not "${value}"`

/** A file beside the watchlist: a watchlist can be handed on with its folder, and asks nobody for pictures. */
const imageMistake: Check = (path) => {
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) && !/^[a-z]:[\\/]/i.test(path))
    return `must be a file, not an address: save the picture beside the watchlist`
  return /^([\\/]|[a-z]:)/i.test(path)
    ? "must be named from the watchlist's own folder, such as photos/front.jpg"
    : null
}

const history = z.strictObject({ until: text(10, dayMistake), price: prices })

/** Days compare as texts as far as both say: "2021" and "2021-09" are no contradiction. */
const isAfter = (one: string, other: string): boolean => one.slice(0, other.length) > other.slice(0, one.length)

const product = z
  .strictObject({
    name: text(limits.text),
    price: prices.optional(),
    models: z.array(text(limits.text)).max(limits.models).optional(),
    images: z
      .array(text(limits.text, imageMistake))
      .max(limits.images)
      .optional()
      .describe("Official photos: files, named from the watchlist's own folder."),
    category: text(limits.text).optional(),
    gtin: text(40, gtinMistake).optional(),
    released: text(10, dayMistake).optional().describe('When it came out: an older piece is another product.'),
    'price-history': z
      .array(history)
      .max(limits.history)
      .superRefine((entries, context) => {
        entries.forEach(({ until }, at) => {
          const before = entries[at - 1]?.until
          if (before !== undefined && !isAfter(until, before))
            context.addIssue({ code: 'custom', message: `must be after ${before}: oldest first`, path: [at, 'until'] })
        })
      })
      .optional()
      .describe('What it cost before, oldest first: until when, and at which prices.'),
    discontinued: text(10, dayMistake)
      .optional()
      .describe('When it was sold new the last time; prices say half as much since then.'),
    mpn: text(limits.text).optional(),
  })
  .superRefine(({ released, discontinued }, context) => {
    if (released !== undefined && discontinued !== undefined && isAfter(released, discontinued))
      context.addIssue({
        code: 'custom',
        message: `must not be before it came out (${released})`,
        path: ['discontinued'],
      })
  })

/** Five fields, as crontab(5); seconds, @daily and the like are not taken, since the queues must read the same. */
function cronMistake(cron: string): string | null {
  if (!/^[\d*,/\-A-Za-z?#]+(\s+[\d*,/\-A-Za-z?#]+){4}$/.test(cron) || /(^|[\s,])H/.test(cron)) {
    return `must have five fields such as "0 6 * * *" (minute, hour, day, month, weekday), not "${cron}"`
  }
  try {
    // Any day will do: this asks whether the expression can be read and whether its time ever comes.
    CronExpressionParser.parse(cron, { currentDate: new Date('2024-01-01T00:00:00Z'), tz: 'UTC' }).next()
    return null
  } catch (error) {
    return `"${cron}" is no time: ${error instanceof Error ? error.message : 'it cannot be read'}`
  }
}

function zoneMistake(zone: string): string | null {
  const zones = () => ['UTC', ...Intl.supportedValuesOf('timeZone')]
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return /^[A-Za-z]/.test(zone) ? null : `must be a place such as Europe/Berlin, not "${zone}"`
  } catch {
    return `unknown time zone "${zone}"${suggestion(zone, zones()) || ', such as Europe/Berlin'}`
  }
}

const schedule = z.preprocess(
  (value) => (typeof value === 'string' ? { cron: value } : value),
  z.strictObject({ cron: text(limits.text, cronMistake), zone: text(60, zoneMistake).optional() }),
)

const capture = text(20, (value) => {
  const [, score] = /^from (\d{1,3})$/.exec(value) ?? []
  if (value === 'never' || value === 'on-verdict' || (score && Number(score) <= 100)) return null
  return `must be never, on-verdict, or a score as the page shows it, such as "from 90" (at most 100), not "${value}"`
}).transform((value): Capturing => {
  const [, score] = /^from (\d{1,3})$/.exec(value) ?? []
  if (score !== undefined) return { fromScore: Number(score) / 100 }
  return value === 'on-verdict' ? value : 'never'
})

/** One order, or a list of which each is searched. */
const sort = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(z.enum(sorts)).min(1).max(sorts.length),
)

const idMistake: Check = (id) => (id === slug(id) ? null : `must be lower-case letters, digits and "-", not "${id}"`)
const brandMistake: Check = (brand) => (slug(brand) === '' ? 'must have a letter or a digit in it' : null)

/** The fields of one watch, given the marketplaces there are. */
export function watchFields(known: readonly KnownMarketplace[]) {
  const ids = known.map((each) => each.id)
  const marketplace: Check = (id) =>
    ids.includes(id) ? null : `unknown marketplace "${id}"${suggestion(id, ids) || `; known are ${ids.join(', ')}`}`
  return z.strictObject({
    id: text(60, idMistake).optional().describe('Names the watch; made from the brand when left out.'),
    brand: text(limits.text, brandMistake).describe('The brand, as its owner writes it.'),
    aliases: z.array(text(limits.text)).max(limits.aliases).optional().describe('Other names of the brand.'),
    nicknames: z
      .array(text(limits.text))
      .max(limits.aliases)
      .optional()
      .describe('Names that only those use who do not want to be found: a sign by themselves.'),
    products: z.array(product).max(limits.products).optional(),
    keywords: z.array(text(limits.keyword)).min(1).max(limits.keywords).describe('What is typed into each search.'),
    marketplaces: z
      .array(text(60, marketplace).meta({ enum: ids }))
      .min(1)
      .max(limits.marketplaces),
    territories: z
      .array(text(60))
      .max(limits.territories)
      .optional()
      .describe("Sites of the marketplaces, such as us or de; each marketplace's own default when left out."),
    sort: sort
      .optional()
      .describe('The order of results: one, or a list of which each is searched. best-match when left out.'),
    'replica-shops': z
      .array(text(limits.text))
      .max(limits.sellers)
      .optional()
      .describe('Shops that are known to sell copies: names, ids or hosts.'),
    'authorised-sellers': z
      .array(text(limits.text))
      .max(limits.sellers)
      .optional()
      .describe('Names or ids of sellers who may sell the brand.'),
    allow: z.array(z.enum(allowances)).optional().describe('What is sold beside the product and is no counterfeit.'),
    'look-through': z
      .array(z.enum(lookThroughs))
      .max(lookThroughs.length)
      .optional()
      .describe('What is listed below the hits to be looked through: cheap offers of an unknown kind.'),
    capture: capture
      .optional()
      .describe(
        'Which listings are captured as evidence by themselves: never, on-verdict, or from a score: "from 90".',
      ),
    schedule: schedule
      .optional()
      .describe('Five cron fields, or cron and zone. Without it the watch runs only when somebody starts it.'),
    'reviews-a-day': wholeNumber(limits.reviewsADay)
      .optional()
      .describe('How many new hits a day people can look at; picks the line.'),
    line: text(6, lineMistake)
      .transform(Number)
      .optional()
      .describe('From this score on a listing is a hit; goes before reviews-a-day.'),
    budget: wholeNumber(limits.requestsADay).optional().describe('Requests a UTC day at the most.'),
    pages: wholeNumber(limits.pages).optional().describe('Results pages of a search at the most.'),
    priority: wholeNumber(limits.priority).optional().describe('1 goes first, 100 last.'),
  })
}
export type WatchFields = z.output<ReturnType<typeof watchFields>>

/** The id that a brand gives its watch: lower-case letters and digits of any script, "-" between them, at most 60. */
export const slug = (brand: string): string =>
  brand
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '')
