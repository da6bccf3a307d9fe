import { defined } from './defined.ts'
import { jsonLdOf } from './json-ld-blocks.ts'
import type { Json } from './json-values.ts'
import { textAt } from './json-values.ts'
import { microdataOf } from './microdata.ts'
import { type Graph, graphOf, isType, textOf, valuesOf } from './schema-nodes.ts'
import { joinedOffers, type Offer, offersOf } from './schema-offers.ts'

/** Products of one page that are read. */
const productsMax = 200
/** Nodes that are looked at for variants of one another. */
const foundMax = 600

/** A schema.org Product, with the texts as the page writes them; `amount`s are not yet read as money. */
export type Product = {
  name: string
  ids: { sku?: string; productId?: string; mpn?: string; gtin?: string }
  url?: string
  images: string[]
  brand?: string
  description?: string
  category?: string
  /** What one buyer pays: the first offer that can be bought. */
  offer?: Offer
  /** Of other sellers, or in another condition. */
  otherOffers?: Offer[]
  rating?: string
  ratings?: string
}

/** A page's products, and what is said of data that could not be read. */
export type SchemaData = { products: Product[]; unread: string[] }

const productTypes = [
  'Product',
  'ProductGroup',
  'IndividualProduct',
  'ProductModel',
  'SomeProducts',
  'Vehicle',
  'Car',
  'Motorcycle',
] as const
/** Works that are sold as goods, where somebody offers them. */
const soldWorks = ['Book', 'MusicAlbum', 'Movie', 'VideoGame', 'CreativeWork'] as const
/** What a product names without being about it. */
const beside = /^(?:hasVariant|model|isVariantOf|itemReviewed|itemOffered|isAccessoryOrSparePartFor|isConsumableFor)$/

/** Every Product of a page, those at the top before those within others (lists, related products). */
export const productsOf = (body: string): Product[] => schemaDataOf(body).products

/** JSON-LD before microdata and RDFa, which are asked where it has no Product with a price. */
export function schemaDataOf(body: string): SchemaData {
  const { values, unread } = jsonLdOf(body)
  const products = productsIn(graphOf(values))
  if (products.some(({ offer }) => offer?.amount !== undefined)) return { products, unread }
  const others = productsIn(graphOf(microdataOf(body)))
  const priced = others.some(({ offer }) => offer?.amount !== undefined)
  return { products: products.length === 0 || priced ? [...others, ...products] : products, unread }
}

function productsIn(graph: Graph): Product[] {
  const loose = graph.nodes
    .filter(({ node, depth }) => depth <= 2 && isType(node, 'Offer', 'AggregateOffer'))
    .map(({ node }) => node)
  const found = graph.nodes.filter(({ node }) => isProduct(graph, node)).slice(0, foundMax)
  const variants = variantsOf(
    graph,
    found.map(({ node }) => node),
  )
  const inside = new Set([...variants.values()].flat())
  return found
    .filter(({ node, under }) => !inside.has(node) && !(beside.test(under) && found.length > 1))
    .sort((a, b) => a.depth - b.depth)
    .slice(0, productsMax)
    .map(({ node }, _, all) =>
      readProduct(graph, node, variants.get(node) ?? [], offersAbout(graph, node, loose, all.length === 1)),
    )
    .filter((each) => each !== null)
}

const isProduct = (graph: Graph, node: Json): boolean =>
  isType(node, ...productTypes) || (isType(node, ...soldWorks) && valuesOf(graph, node, 'offers').length > 0)

/** By product group, the variants that it names, or that name it; by the first of several variants of an unseen group, the others. */
function variantsOf(graph: Graph, products: readonly Json[]): Map<Json, Json[]> {
  const found = new Map<Json, Json[]>()
  const groupOf = (node: Json): string | undefined => {
    const group = valuesOf(graph, node, 'isVariantOf')[0]
    return textAt(group, '@id') ?? textOf(graph, group, 'productGroupID') ?? textOf(graph, node, 'inProductGroupWithID')
  }
  for (const node of products) {
    const named = valuesOf(graph, node, 'hasVariant', 'model').filter((each) => typeof each === 'object')
    if (named.length > 0 && isType(node, ...productTypes)) found.set(node, named)
  }
  for (const node of products) {
    const group = groupOf(node)
    if (group === undefined || [...found.values()].some((each) => each.includes(node))) continue
    const isGroup = (each: Json): boolean =>
      textAt(each, '@id') === group || textOf(graph, each, 'productGroupID') === group
    const head =
      products.find((each) => each !== node && isGroup(each)) ?? products.find((each) => groupOf(each) === group)
    if (head !== undefined && head !== node) found.set(head, [...(found.get(head) ?? []), node])
  }
  return found
}

/** Offers that stand beside the product and name it, or beside the page's only product. */
function offersAbout(graph: Graph, node: Json, loose: readonly Json[], isOnly: boolean): Json[] {
  if (valuesOf(graph, node, 'offers').length > 0) return []
  const about = loose.filter((each) => valuesOf(graph, each, 'itemOffered').includes(node))
  return about.length > 0 || !isOnly ? about : loose.filter((each) => valuesOf(graph, each, 'itemOffered').length === 0)
}

function readProduct(graph: Graph, node: Json, variants: readonly Json[], about: readonly Json[]): Product | null {
  const name = textOf(graph, node, 'name', 'headline') ?? textOf(graph, variants[0], 'name')
  if (name === undefined) return null
  const own = offersOf(graph, [...valuesOf(graph, node, 'offers'), ...about])
  const varied = variants.flatMap((each) => offersOf(graph, valuesOf(graph, each, 'offers')))
  const priced = [...own, ...varied].some(({ amount }) => amount !== undefined)
  const [offer, ...otherOffers] = joinedOffers(
    priced ? [...own, ...varied].filter(({ amount }) => amount !== undefined) : [...own, ...varied],
  )
  return {
    name,
    ids: idsOf(graph, node, offersNodes(graph, node)),
    images: imagesOf(graph, valuesOf(graph, node, 'image', 'photo').length > 0 ? node : (variants[0] ?? node)),
    ...defined({
      url: textOf(graph, node, 'url') ?? addressOf(graph, node),
      brand: textOf(graph, node, 'brand') ?? textOf(graph, node, 'manufacturer'),
      description: textOf(graph, node, 'description'),
      category: textOf(graph, node, 'category'),
      offer,
      otherOffers: otherOffers.length > 0 ? otherOffers : undefined,
      rating: textOf(graph, valuesOf(graph, node, 'aggregateRating')[0], 'ratingValue'),
      ratings: textOf(graph, valuesOf(graph, node, 'aggregateRating')[0], 'ratingCount', 'reviewCount'),
    }),
  }
}

const offersNodes = (graph: Graph, node: Json): Json[] => valuesOf(graph, node, 'offers')

/** An "@id" that is an address, or the page that the product is the main thing of. */
function addressOf(graph: Graph, node: Json): string | undefined {
  const page = valuesOf(graph, node, 'mainEntityOfPage')[0]
  const written = [textAt(node, '@id'), textAt(page), textAt(page, '@id'), textOf(graph, page, 'url')]
  return written.find((each) => each !== undefined && /^(?:https?:)?\/\//.test(each))
}

function idsOf(graph: Graph, node: Json, offers: readonly Json[]): Product['ids'] {
  return defined({
    sku: textOf(graph, node, 'sku') ?? (offers.length === 1 ? textOf(graph, offers[0], 'sku') : undefined),
    productId: textOf(graph, node, 'productID', 'productId', 'productGroupID'),
    mpn: textOf(graph, node, 'mpn'),
    gtin: textOf(graph, node, 'gtin', 'gtin13', 'gtin12', 'gtin14', 'gtin8', 'isbn'),
  })
}

/** Images as they are written in schema.org: a url, a list, an ImageObject. */
function imagesOf(graph: Graph, node: Json): string[] {
  const urls = valuesOf(graph, node, 'image', 'photo').flatMap((each) => {
    const one = textAt(each) ?? textOf(graph, each, 'contentURL', 'contentUrl')
    return one === undefined ? valuesOf(graph, each, 'url', '@id').map((url) => textAt(url) ?? '') : [one]
  })
  return [...new Set(urls.filter((each) => each !== ''))]
}

export { defined } from './defined.ts'
