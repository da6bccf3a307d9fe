import { z } from 'zod'
import { suggestion } from '../src/model/did-you-mean.ts'
import type { Money } from '../src/model/money.ts'
import type { Watch } from '../src/model/watch.ts'
import { inOrder, type Mistake } from './mistake.ts'
import { defaults, type KnownMarketplace, limits, slug, type WatchFields, watchFields } from './watchlist-fields.ts'
import { type Path, readYaml, type WatchlistText } from './watchlist-text.ts'
import { saidOf } from './watchlist-words.ts'

export { type Mistake, printMistake } from './mistake.ts'
export type { KnownMarketplace } from './watchlist-fields.ts'

/** An official photo that a watch names, and where its name stands. */
export type NamedImage = { watch: string; image: string } & Omit<Mistake, 'message'>

export type WatchlistReading = { ok: true; watches: Watch[]; images: NamedImage[] } | { ok: false; mistakes: Mistake[] }

/**
 * Reads a watchlist: one watch, or a list of them under `watches:`.
 * @param file its name, for messages
 * @param known the marketplaces there are
 * @returns checked watches with unique ids, or all mistakes in the order of the file. Never throws.
 */
export const readWatchlist = (text: string, file: string, known: readonly KnownMarketplace[]): WatchlistReading =>
  readWatchlists([{ file, text }], known)

/** Reads several files as one watchlist: ids are unique over all of them. */
export function readWatchlists(
  files: readonly { file: string; text: string }[],
  known: readonly KnownMarketplace[],
): WatchlistReading {
  const taken = new Map<string, string>()
  const readings = files.map(({ file, text }) => readOne(text, file, known, taken))
  const mistakes = readings.flatMap((each) => (each.ok ? [] : each.mistakes))
  return mistakes.length > 0
    ? { ok: false, mistakes }
    : {
        ok: true,
        watches: readings.flatMap((each) => (each.ok ? each.watches : [])),
        images: readings.flatMap((each) => (each.ok ? each.images : [])),
      }
}

function readOne(
  text: string,
  file: string,
  known: readonly KnownMarketplace[],
  taken: Map<string, string>,
): WatchlistReading {
  const yaml = readYaml(text, file)
  if (!yaml.ok) return yaml
  const source = yaml.text
  const fields = watchFields(known)
  const entries = entriesOf(source.root)
  const list = z.strictObject({ watches: z.array(fields).min(1).max(limits.watches) })
  const parsed = entries.isList
    ? list.safeParse(source.root, { reportInput: true })
    : fields.safeParse(source.root, { reportInput: true })
  const mistakes = [
    ...source.mistakes,
    ...(parsed.error?.issues ?? [])
      .flatMap((issue) => saidOf(issue, source, fields.shape, entries.isList))
      .filter((each) => !source.mistakes.some((other) => other.line === each.line && other.column === each.column)),
    ...entries.watches.flatMap(({ raw, path }) => [
      ...doubles(raw, path, source),
      ...unknownTerritories(raw, path, source, known),
      ...tooManySearches(raw, path, source),
      ...takenId(raw, path, source, taken),
    ]),
  ]
  if (!parsed.success || mistakes.length > 0) return { ok: false, mistakes: inOrder(mistakes) }
  const watches = ('watches' in parsed.data ? parsed.data.watches : [parsed.data]).map((each) => watchOf(each, known))
  const images = watches.flatMap((watch, index) => namedImages(watch, entries.watches[index]?.path ?? [], source))
  return { ok: true, watches, images }
}

const namedImages = (watch: Watch, path: Path, source: WatchlistText): NamedImage[] =>
  watch.products.flatMap(({ images = [] }, product) =>
    images.map((image, index) => {
      const { message: _, ...place } = source.mistakeAt([...path, 'products', product, 'images', index], '')
      return { watch: watch.id, image, ...place }
    }),
  )

type Raw = Record<string, unknown>
const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The watches of a file before they are checked, so that what goes across fields is reported beside wrong fields. */
function entriesOf(root: unknown): { isList: boolean; watches: { raw: Raw; path: Path }[] } {
  if (!isObject(root)) return { isList: false, watches: [] }
  if (!Object.hasOwn(root, 'watches')) return { isList: false, watches: [{ raw: root, path: [] }] }
  const list = Array.isArray(root['watches']) ? root['watches'].slice(0, limits.watches) : []
  const watches = list.flatMap((raw, index) => (isObject(raw) ? [{ raw, path: ['watches', index] }] : []))
  return { isList: true, watches }
}

const textsOf = (raw: Raw, key: string): (string | null)[] => {
  const list = raw[key]
  return Array.isArray(list) ? list.map((each) => (typeof each === 'string' && each !== '' ? each : null)) : []
}

/** Spaces, letter case and width do not make another keyword: marketplaces fold them too. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')

const setsOfTexts = [
  'aliases',
  'nicknames',
  'keywords',
  'marketplaces',
  'territories',
  'sort',
  'authorised-sellers',
  'replica-shops',
  'allow',
  'look-through',
] as const

function doubles(raw: Raw, path: Path, source: WatchlistText): Mistake[] {
  const lists = setsOfTexts.map((key) => ({ key, texts: textsOf(raw, key), within: [] as string[] }))
  const products = Array.isArray(raw['products']) ? raw['products'] : []
  const names = products.map((each) => (isObject(each) && typeof each['name'] === 'string' ? each['name'] : null))
  return [...lists, { key: 'products', texts: names, within: ['name'] }].flatMap(({ key, texts, within }) => {
    const seen = new Set<string>()
    return texts.flatMap((text, index) => {
      if (text === null) return []
      const isDouble = seen.has(folded(text))
      seen.add(folded(text))
      return isDouble ? [source.mistakeAt([...path, key, index, ...within], `"${text}" is there twice`)] : []
    })
  })
}

/** A territory must be one of a marketplace that the watch names; which case it is written in does not matter. */
function unknownTerritories(
  raw: Raw,
  path: Path,
  source: WatchlistText,
  known: readonly KnownMarketplace[],
): Mistake[] {
  const named = textsOf(raw, 'marketplaces')
  const there = known.filter((each) => named.includes(each.id)).flatMap((each) => each.territories)
  if (there.length === 0) return []
  return textsOf(raw, 'territories').flatMap((territory, index) => {
    if (territory === null || there.includes(territory.toLowerCase())) return []
    const elsewhere = known.filter((each) => each.territories.includes(territory.toLowerCase())).map((each) => each.id)
    const hint =
      elsewhere.length > 0
        ? `: only ${elsewhere.join(', ')} has it`
        : suggestion(territory, there) || `; these marketplaces have ${[...new Set(there)].join(', ')}`
    const why = `no marketplace of this watch has the territory "${territory}"${hint}`
    return [source.mistakeAt([...path, 'territories', index], why)]
  })
}

/** A run of more first pages than this is a mistake, not a wish. */
const searchesMax = 10_000

function tooManySearches(raw: Raw, path: Path, source: WatchlistText): Mistake[] {
  const count = (key: string) => textsOf(raw, key).length
  const searches =
    count('keywords') * count('marketplaces') * Math.max(1, count('territories')) * Math.max(1, count('sort'))
  if (searches <= searchesMax) return []
  const why = `would plan up to ${searches} searches a run (keywords × marketplaces × territories × sorts), the most is ${searchesMax}`
  return [source.mistakeAt([...path, 'keywords'], why, 'key')]
}

/** Remembers the id in `taken`, with the line that took it. */
function takenId(raw: Raw, path: Path, source: WatchlistText, taken: Map<string, string>): Mistake[] {
  const given = typeof raw['id'] === 'string' ? raw['id'] : null
  const id = given ?? (typeof raw['brand'] === 'string' ? slug(raw['brand']) : '')
  if (id === '') return []
  const key = given === null ? 'brand' : 'id'
  const here = source.mistakeAt([...path, key], '')
  const other = taken.get(id)
  if (other === undefined) taken.set(id, `${here.file}:${here.line}`)
  const hint = given === null ? '; give this watch an "id:" of its own' : ''
  return other === undefined ? [] : [{ ...here, message: `the id "${id}" is taken by the watch at ${other}${hint}` }]
}

const moneyOf = (price: Record<string, unknown> = {}): Money[] =>
  Object.entries(price).map(([currency, amount]) => ({ amount: String(amount), currency }))

function watchOf(fields: WatchFields, known: readonly KnownMarketplace[]): Watch {
  const { schedule, budget } = fields
  return {
    id: fields.id ?? slug(fields.brand),
    brand: fields.brand,
    aliases: fields.aliases ?? [],
    ...(fields.nicknames === undefined ? {} : { nicknames: fields.nicknames }),
    products: (fields.products ?? []).map(({ name, price, models, images, category, gtin, mpn, ...age }) => ({
      name,
      prices: moneyOf(price),
      models: models ?? [],
      ...(images === undefined ? {} : { images }),
      ...(category === undefined ? {} : { category }),
      ...(gtin === undefined ? {} : { gtin }),
      ...(mpn === undefined ? {} : { mpn }),
      ...(age.released === undefined ? {} : { released: age.released }),
      ...(age.discontinued === undefined ? {} : { discontinued: age.discontinued }),
      ...(age['price-history'] === undefined
        ? {}
        : { priceHistory: age['price-history'].map((one) => ({ until: one.until, prices: moneyOf(one.price) })) }),
    })),
    keywords: fields.keywords,
    marketplaces: known.map((each) => each.id).filter((id) => fields.marketplaces.includes(id)),
    territories: (fields.territories ?? []).map((each) => each.toLowerCase()),
    ...(fields.sort === undefined ? {} : { sorts: fields.sort }),
    authorisedSellers: fields['authorised-sellers'] ?? [],
    ...(fields['replica-shops'] === undefined ? {} : { replicaShops: fields['replica-shops'] }),
    allow: fields.allow ?? [],
    ...(fields['look-through'] === undefined ? {} : { lookThrough: fields['look-through'] }),
    ...(fields.capture === undefined ? {} : { capture: fields.capture }),
    schedule: schedule ? { cron: schedule.cron, zone: schedule.zone ?? defaults.zone } : null,
    budget: { requestsADay: budget ?? defaults.requestsADay },
    ...(fields['reviews-a-day'] === undefined ? {} : { reviewsADay: fields['reviews-a-day'] }),
    ...(fields.line === undefined ? {} : { line: fields.line }),
    pages: fields.pages ?? defaults.pages,
    priority: fields.priority ?? defaults.priority,
  }
}
