import type { Listing } from '../../model/listing.ts'
import type { ApiAccess, ApiRequest, Credentials, MarketplaceApi, TokenAnswer } from '../../model/marketplace-api.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { sortWord } from '../../model/sort.ts'
import { judge } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { askedNumber, readApiAnswer } from '../reading/api-answer.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, listAt, numberAt, parseJson, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { queryOf, territoryNamed } from '../requests.ts'
import { ebayTerritories } from './territories.ts'

/** Territory → X-EBAY-C-MARKETPLACE-ID. Sites that the documentation does not list for Browse are read as pages. */
const marketplaceIds: Readonly<Record<string, string>> = {
  us: 'EBAY_US',
  uk: 'EBAY_GB',
  de: 'EBAY_DE',
  fr: 'EBAY_FR',
  it: 'EBAY_IT',
  es: 'EBAY_ES',
  ca: 'EBAY_CA',
  au: 'EBAY_AU',
  at: 'EBAY_AT',
  ch: 'EBAY_CH',
  nl: 'EBAY_NL',
  be: 'EBAY_BE',
  ie: 'EBAY_IE',
  pl: 'EBAY_PL',
  hk: 'EBAY_HK',
  sg: 'EBAY_SG',
}

/** The most that one call may ask for: the quota counts calls, not listings. */
const perPage = 200
/** The API goes no further than this into the results of one search. */
const reachMax = 10_000
/** Without it only listings that can be bought at once come, and auctions are not seen. */
const buyingOptions = 'buyingOptions:{FIXED_PRICE|AUCTION|BEST_OFFER|CLASSIFIED_AD}'
/** A token that says nothing of its life is used this long. */
const lifeUnsaidS = 300

const words = { id: 'the Browse API', sorts: { newest: 'newlyListed', 'price-low': 'price', 'price-high': '-price' } }

/** docs/apis.md. Buy APIs, Browse v1, as documented in 2026. */
export const ebayApi: MarketplaceApi = {
  name: 'Browse API',
  origin: 'https://api.ebay.com',
  keyFrom: 'https://developer.ebay.com/my/keys',
  callsADay: 5_000,
  territories: Object.keys(marketplaceIds),
  sorts: words.sorts,
  token: { request: tokenRequest, read: readToken },
  searchRequest,
  readSearch: (page) => readApiAnswer(page, errorOf, (answer) => readAnswer(answer, page)),
}

/** Client credentials grant: the application's own token, no user's. */
function tokenRequest(origin: string, { clientId = '', clientSecret = '' }: Credentials): ApiRequest {
  const basic = btoa(`${clientId}:${clientSecret}`)
  return {
    url: new URL('/identity/v1/oauth2/token', origin).href,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${basic}`,
    },
    form: queryOf({ grant_type: 'client_credentials', scope: 'https://api.ebay.com/oauth/api_scope' }),
    secrets: [clientSecret, basic],
  }
}

function readToken(page: Page): TokenAnswer {
  const answer = parseJson(page.body)
  const token = textAt(answer, 'access_token')
  if (page.status === 200 && token !== undefined && /^[\x21-\x7e]{1,8000}$/.test(token)) {
    return { kind: 'token', token, lifeMs: Math.max(numberAt(answer, 'expires_in') ?? lifeUnsaidS, 0) * 1_000 }
  }
  const said = textAt(answer, 'error_description') ?? textAt(answer, 'error') ?? 'no token in the answer'
  const why = `HTTP status ${page.status}, ${said.slice(0, 300)}`
  return { kind: page.status >= 400 && page.status < 500 ? 'refused' : 'failed', why }
}

function searchRequest(
  { keyword, page, territory, sort, origin }: Parameters<MarketplaceApi['searchRequest']>[0],
  { token = '', credentials: { clientSecret = '' } }: ApiAccess,
): ApiRequest {
  const id = Object.hasOwn(marketplaceIds, territory) ? marketplaceIds[territory] : undefined
  if (id === undefined) throw new RangeError(`the Browse API does not serve the territory "${territory}"`)
  const { language } = territoryNamed({ id: 'ebay', territories: ebayTerritories }, territory)
  const word = sortWord(words, sort)
  const query = queryOf({
    q: keyword,
    limit: perPage,
    offset: (page - 1) * perPage,
    filter: buyingOptions,
    fieldgroups: 'EXTENDED',
    ...(word && { sort: word }),
  })
  return {
    url: new URL(`/buy/browse/v1/item_summary/search?${query}`, origin).href,
    headers: {
      accept: 'application/json',
      'accept-language': language,
      authorization: `Bearer ${token}`,
      'x-ebay-c-marketplace-id': id,
    },
    secrets: [token, clientSecret],
  }
}

function errorOf(answer: Json | undefined): string | null {
  const error = at(answer, 'errors', 0)
  if (error === undefined) return null
  const said = textAt(error, 'longMessage') ?? textAt(error, 'message') ?? 'no message'
  return `${textAt(error, 'errorId') ?? 'no number'}: ${said}`
}

function readAnswer(answer: Json, page: Page): SearchOutcome {
  const total = numberAt(answer, 'total')
  const cards = listAt(answer, 'itemSummaries')
  const offset = numberAt(answer, 'offset') ?? askedNumber(page, 'offset', 0)
  const limit = numberAt(answer, 'limit') ?? askedNumber(page, 'limit', perPage)
  const seen = offset + limit
  const warnings = listAt(answer, 'warnings').map((each) => `the API warns: ${textAt(each, 'message') ?? 'no message'}`)
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    linked: 0,
    claimed: total,
    next: total !== undefined && seen < Math.min(total, reachMax),
    emptySaid: total === 0 ? 'total: 0' : undefined,
    warnings: warnings.slice(0, 5),
  })
}

function readCard(card: Json): Listing | null {
  const id = textAt(card, 'legacyItemId') ?? /^v1\|(\d+)\|/.exec(textAt(card, 'itemId') ?? '')?.[1]
  const title = textAt(card, 'title')
  if (id === undefined || !/^\d{6,20}$/.test(id) || title === undefined) return null
  const asked = at(card, 'price') ?? at(card, 'currentBidPrice')
  const amount = textAt(asked, 'value')
  const currency = textAt(asked, 'currency')
  return {
    marketplace: 'ebay',
    id,
    url: `${homeOf(textAt(card, 'itemWebUrl'))}/itm/${id}`,
    title,
    ...priceFields(priceOfFields(amount, currency), amount === undefined ? '' : `${amount} ${currency ?? ''}`),
    seller: sellerOf(at(card, 'seller')),
    images: pictureUrls(
      [at(card, 'image'), ...listAt(card, 'additionalImages')].map((each) => textAt(each, 'imageUrl')),
    ),
    ...defined({
      condition: textAt(card, 'condition'),
      location: placeOf(at(card, 'itemLocation')),
      shipsFrom: textAt(card, 'itemLocation', 'country'),
      sellerRatings: numberAt(card, 'seller', 'feedbackScore'),
      description: textAt(card, 'shortDescription')?.slice(0, 5_000),
      category: textAt(card, 'categories', 0, 'categoryName'),
    }),
    ...(at(card, 'priorityListing') === true && { sponsored: true }),
  }
}

/** The key is the id that never changes; a user name can be changed by its owner, so it is a name and nothing else. */
function sellerOf(seller: Json | undefined): Listing['seller'] {
  const known = defined({ id: textAt(seller, 'userId'), name: textAt(seller, 'username') })
  return Object.keys(known).length > 0 ? known : null
}

const placeOf = (place: Json | undefined): string | undefined =>
  [textAt(place, 'city'), textAt(place, 'stateOrProvince'), textAt(place, 'country')]
    .filter((each) => each !== undefined)
    .join(', ') || undefined

/** The site that the listing is shown on; the default one for an address of elsewhere. */
function homeOf(url: string | undefined): string {
  const origin = url !== undefined && URL.canParse(url) ? new URL(url).origin : ''
  return (ebayTerritories.find((each) => each.origin === origin) ?? ebayTerritories[0]).origin
}
