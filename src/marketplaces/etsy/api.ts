import type { ApiAccess, ApiRequest, MarketplaceApi } from '../../model/marketplace-api.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { sortWord } from '../../model/sort.ts'
import { askedNumber, readApiAnswer } from '../reading/api-answer.ts'
import { type Json, textAt } from '../reading/json-values.ts'
import { queryOf } from '../requests.ts'
import { readEtsySearch } from './search.ts'

/** The most that one call may ask for. */
const perPage = 100
/** The API goes no further than this into the results of one search. */
const reachMax = 12_000

const words = {
  id: 'the Open API',
  sorts: {
    newest: 'sort_on=created&sort_order=desc',
    'price-low': 'sort_on=price&sort_order=asc',
    'price-high': 'sort_on=price&sort_order=desc',
  },
}

/** docs/apis.md. Open API v3, as documented in 2026; the key has been sent with its shared secret since then. */
export const etsyApi: MarketplaceApi = {
  name: 'Open API v3',
  origin: 'https://openapi.etsy.com',
  keyFrom: 'https://www.etsy.com/developers/your-apps',
  callsADay: 10_000,
  territories: ['us'],
  sorts: words.sorts,
  searchRequest,
  readSearch: (page) => readApiAnswer(page, errorOf, () => withNext(readEtsySearch(page), page)),
}

function searchRequest(
  { keyword, page, sort, origin }: Parameters<MarketplaceApi['searchRequest']>[0],
  { credentials: { keystring = '', sharedSecret = '' } }: ApiAccess,
): ApiRequest {
  const query = queryOf({ keywords: keyword, limit: perPage, offset: (page - 1) * perPage })
  const order = sortWord(words, sort) || 'sort_on=score'
  return {
    url: new URL(`/v3/application/listings/active?${query}&${order}`, origin).href,
    headers: { accept: 'application/json', 'x-api-key': `${keystring}:${sharedSecret}` },
    secrets: [keystring, sharedSecret],
  }
}

const errorOf = (answer: Json | undefined): string | null => textAt(answer, 'error') ?? null

/** The answer does not repeat what was asked, so how far this page reaches stands in its address. */
function withNext(outcome: SearchOutcome, page: Page): SearchOutcome {
  if (outcome.kind !== 'results') return outcome
  const seen = askedNumber(page, 'offset', 0) + askedNumber(page, 'limit', perPage)
  return { ...outcome, next: seen < Math.min(outcome.claimed ?? 0, reachMax) }
}
