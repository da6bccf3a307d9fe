/** Where an address of a marketplace names a listing: patterns of its path, and parameters whose value is the id. */
type Naming = { path: readonly RegExp[]; query?: readonly string[]; id?: RegExp }

const digits = /^\d{6,20}$/

/**
 * How marketplaces' addresses name a listing, as their readers make ids, so that an imported listing is the same one as a
 * crawled one: of the site, of its pages for phones, and of what apps share. Held against the readers in
 * test/intake/listing-address.test.ts. An id of two parts is joined: MLB-123456 is MLB123456.
 */
const namings: Readonly<Record<string, Naming>> = {
  amazon: {
    path: [
      /\/(?:dp|gp\/product|gp\/aw\/d|gp\/aw\/ol|gp\/offer-listing|o\/asin|exec\/obidos\/asin|product-reviews|d)\/(?:glance\/)?([a-z0-9]{10})(?![a-z0-9])/i,
    ],
    query: ['asin'],
    id: /^[a-z0-9]{10}$/i,
  },
  ebay: {
    path: [/\/itm\/(?:[^/]{1,300}\/)?(\d{9,14})(?!\d)/, /^\/i\/(\d{9,14})(?!\d)/],
    query: ['item', 'itemid'],
    id: /^\d{9,14}$/,
  },
  aliexpress: {
    path: [
      /\/(?:item|i)\/(?:[^/]{1,400}\/)?(\d{6,20})\.html/,
      /\/item\/(\d{6,20})\/?$/,
      /\/store\/product\/[^/]{1,400}\/\d{1,14}_(\d{6,20})\.html/,
    ],
    query: ['productid', 'itemid', 'objectid'],
  },
  alibaba: {
    path: [/\/product-detail\/(?:[^/]{0,400}_)?(\d{6,20})\.html/, /\/product\/(\d{6,20})\//],
    query: ['productid', 'product_id'],
  },
  '1688': { path: [/\/offer\/(\d{6,20})\.html/], query: ['offerid', 'offer_id', 'id'] },
  taobao: { path: [/^\/(?:item\/|i)(\d{6,20})\.htm/], query: ['id', 'itemid', 'item_id', 'item_num_id', 'num_iid'] },
  etsy: { path: [/\/listing\/(\d{6,14})(?!\d)/], query: ['listing_id'] },
  walmart: { path: [/\/ip\/(?:[^/]{1,300}\/)?(\d{4,14})(?!\d)/, /\/ip\/seort\/(\d{4,14})/] },
  lazada: {
    path: [/\/products\/(?:[^/]{0,400}-)?i(\d{6,20})(?:-s\d{1,20})?(?:\.html)?$/, /-i(\d{6,20})/],
    query: ['itemid'],
  },
  'mercado-libre': {
    path: [/\/(M[A-Z]{2})-?(\d{6,14})(?!\d)/i],
    query: ['wid', 'item_id'],
    id: /^M[A-Z]{2}-?\d{6,14}$/i,
  },
  shopee: {
    path: [/\/product\/\d{1,14}\/(\d{4,14})(?!\d)/, /[-/]i\.\d{1,14}\.(\d{4,14})(?!\d)/],
    query: ['itemid'],
    id: /^\d{4,14}$/,
  },
  mercari: { path: [/\/item\/(m\d{6,16})/, /\/shops\/product\/([A-Za-z0-9]{10,40})/] },
  temu: { path: [/-g-(\d{8,20})\.html/], query: ['goods_id', 'goodsid'] },
  dhgate: { path: [/\/product\/[^/]{0,400}\/(\d{6,12})\.html/, /\/product\/(\d{6,12})\.html/], query: ['itemcode'] },
}

/** Parameters of click counters and of sign-in pages: the address that they lead to. */
const onward = ['url', 'u', 'target', 'redirect', 'redirecturl', 'dest', 'goto']

/** The marketplace's own id of the listing that an address is of; `null` when it names none. */
export function listingIdIn(marketplace: string, address: string): string | null {
  const naming = namings[marketplace]
  if (naming === undefined || !URL.canParse(address)) return null
  const url = new URL(address)
  const own = idIn(naming, url)
  if (own !== null) return shaped(marketplace, own)
  const lead = onward.map((name) => url.searchParams.get(name)).find((each) => each !== null && each !== '')
  // Once only: an address may lead to itself.
  if (!lead || !URL.canParse(lead, url.href)) return null
  const led = idIn(naming, new URL(lead, url.href))
  return led === null ? null : shaped(marketplace, led)
}

function idIn({ path, query = [], id = digits }: Naming, url: URL): string | null {
  const parameters = new Map<string, string>()
  // Mercado Libre names the offer of a product that many sell behind "#".
  for (const text of [url.hash.slice(1), url.search.slice(1)])
    for (const [name, value] of new URLSearchParams(text)) parameters.set(name.toLowerCase(), value)
  const byPath = path.map((each) => each.exec(url.pathname)).find((each) => each !== null)
  if (byPath) return byPath.slice(1).join('')
  const filtered = /item_id[:=](\w{1,20})/.exec(parameters.get('pdp_filters') ?? '')?.[1]
  return (
    [filtered, ...query.map((name) => parameters.get(name))].find((each) => each !== undefined && id.test(each)) ?? null
  )
}

const shaped = (marketplace: string, id: string): string =>
  marketplace === 'amazon' ? id.toUpperCase() : marketplace === 'mercado-libre' ? id.replace('-', '').toUpperCase() : id
