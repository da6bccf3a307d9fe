import { at, type Json, listAt, parseJson, textAt } from './json-values.ts'

/** schema.org data in one page, and its depth, beyond which nothing is looked for. */
const blocksMax = 100
const depthMax = 12

/** A schema.org Product, with the texts as the page writes them; `amount`s are not yet read as money. */
export type Product = {
  name: string
  ids: { sku?: string; productId?: string; mpn?: string; gtin?: string }
  url?: string
  images: string[]
  brand?: string
  description?: string
  category?: string
  offer?: {
    amount?: string
    max?: string
    currency?: string
    availability?: string
    condition?: string
    seller?: string
    url?: string
  }
  rating?: string
  ratings?: string
}

/** Every JSON-LD value of a page, in page order; broken ones are left out. */
function jsonLdOf(body: string): Json[] {
  const values: Json[] = []
  const open = /<script\b[^>]{0,300}?type=["']?application\/ld\+json["']?[^>]{0,300}>/gi
  for (let match = open.exec(body); match && values.length < blocksMax; match = open.exec(body)) {
    const start = match.index + match[0].length
    const end = body.indexOf('</script', start)
    if (end < 0) break
    const value = parseJson(cleaned(body.slice(start, end)))
    if (value !== undefined) values.push(value)
    open.lastIndex = end
  }
  return values
}

/** Marks that shops leave around their JSON-LD: comments, CDATA, a semicolon. Each is taken off once. */
const leading = ['<!--', '//', '/*', '<![CDATA[', '*/']
const trailing = [';', '-->', '*/', ']]>', '//', '/*']

/** One pass over the ends, no regular expression that could go back and forth over a long run of blanks. */
function cleaned(text: string): string {
  let bare = text.trim()
  for (const mark of leading) if (bare.startsWith(mark)) bare = bare.slice(mark.length).trimStart()
  for (const mark of trailing) if (bare.endsWith(mark)) bare = bare.slice(0, -mark.length).trimEnd()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: raw control characters within strings are what breaks them
  return bare.replace(/[\u0000-\u001f]+/g, ' ')
}

/** Every Product of a page, those at the top before those within others (lists, related products). */
export function productsOf(body: string): Product[] {
  const found: { depth: number; node: Json }[] = []
  for (const value of jsonLdOf(body)) collect(value, 0, found)
  return found
    .sort((a, b) => a.depth - b.depth)
    .map(({ node }) => readProduct(node))
    .filter((each) => each !== null)
}

function collect(value: Json, depth: number, found: { depth: number; node: Json }[]): void {
  if (depth > depthMax || typeof value !== 'object' || value === null || found.length >= blocksMax) return
  if (Array.isArray(value)) {
    for (const each of value) collect(each, depth, found)
    return
  }
  if (isType(value, 'Product', 'ProductGroup', 'IndividualProduct')) found.push({ depth, node: value })
  for (const each of Object.values(value)) collect(each, depth + 1, found)
}

const isType = (node: Json, ...names: string[]): boolean => {
  const type = at(node, '@type')
  const types = Array.isArray(type) ? type : [type]
  return types.some((each) => typeof each === 'string' && names.includes(each.replace(/^https?:\/\/schema\.org\//, '')))
}

function readProduct(node: Json): Product | null {
  const name = textAt(node, 'name')
  if (name === undefined) return null
  const offer = readOffer(at(node, 'offers') ?? at(node, 'hasVariant', 0, 'offers'))
  const gtin =
    textAt(node, 'gtin') ??
    textAt(node, 'gtin13') ??
    textAt(node, 'gtin12') ??
    textAt(node, 'gtin14') ??
    textAt(node, 'gtin8')
  return {
    name,
    ids: defined({
      sku: textAt(node, 'sku'),
      productId: textAt(node, 'productID') ?? textAt(node, 'productId'),
      mpn: textAt(node, 'mpn'),
      gtin,
    }),
    images: imagesOf(at(node, 'image')),
    ...defined({
      url: textAt(node, 'url') ?? textAt(node, '@id'),
      brand: textAt(node, 'brand', 'name') ?? textAt(node, 'brand', 0, 'name') ?? textAt(node, 'brand'),
      description: textAt(node, 'description'),
      category: textAt(node, 'category') ?? textAt(node, 'category', 'name'),
      offer,
      rating: textAt(node, 'aggregateRating', 'ratingValue'),
      ratings: textAt(node, 'aggregateRating', 'ratingCount') ?? textAt(node, 'aggregateRating', 'reviewCount'),
    }),
  }
}

/** Images as they are written in schema.org: a url, a list, an ImageObject. */
function imagesOf(value: Json | undefined): string[] {
  const list = Array.isArray(value) ? value : [value]
  const urls = list.flatMap(
    (each) =>
      textAt(each) ??
      textAt(each, 'contentURL') ??
      textAt(each, 'contentUrl') ??
      textAt(each, 'url') ??
      listAt(each, 'url').map((url) => textAt(url) ?? ''),
  )
  return [...new Set(urls.filter((each) => each !== ''))]
}

function readOffer(value: Json | undefined): Product['offer'] {
  const offers = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'object' && each !== null)
  const [first] = offers
  if (first === undefined) return undefined
  const amounts = offers.map((each) => priceOf(each)).filter((each) => each !== undefined)
  return defined({
    amount: textAt(first, 'lowPrice') ?? lowest(amounts),
    max: textAt(first, 'highPrice') ?? highest(amounts),
    currency:
      textAt(first, 'priceCurrency') ??
      textAt(first, 'priceSpecification', 'priceCurrency') ??
      textAt(first, 'priceSpecification', 0, 'priceCurrency'),
    availability: textAt(first, 'availability')?.replace(/^https?:\/\/schema\.org\//, ''),
    condition: textAt(first, 'itemCondition')?.replace(/^https?:\/\/schema\.org\//, ''),
    seller: textAt(first, 'seller', 'name') ?? textAt(first, 'offeredBy', 'name') ?? textAt(first, 'seller'),
    url: textAt(first, 'url'),
  })
}

const priceOf = (offer: Json | undefined): string | undefined =>
  textAt(offer, 'price') ??
  textAt(offer, 'priceSpecification', 'price') ??
  textAt(offer, 'priceSpecification', 0, 'price')

const byAmount = (a: string, b: string): number => Number(a) - Number(b)
const areNumbers = (amounts: string[]): boolean => amounts.every((each) => /^\d+(?:\.\d+)?$/.test(each))
const lowest = (amounts: string[]): string | undefined =>
  areNumbers(amounts) ? [...amounts].sort(byAmount)[0] : amounts[0]
const highest = (amounts: string[]): string | undefined =>
  areNumbers(amounts) ? [...amounts].sort(byAmount).at(-1) : undefined

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Without the properties that are undefined: an absent field is absent. */
export function defined<T extends object>(values: T): Partial<Defined<T>> {
  const kept: Partial<T> = {}
  for (const name in values) if (values[name] !== undefined) kept[name] = values[name]
  // What was undefined is not there.
  return kept as Partial<Defined<T>>
}
