import type { ApiAccess, ApiRequest, MarketplaceApi } from '../../model/marketplace-api.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import { sortWord } from '../../model/sort.ts'
import { changed } from '../judge.ts'
import { readApiAnswer } from '../reading/api-answer.ts'
import { type Json, textAt } from '../reading/json-values.ts'
import { queryOf } from '../requests.ts'
import { readRakutenSearch } from './search.ts'

/** The most that one call may ask for. */
const perPage = 30
/** The version stands in the address, and old ones are taken down: 20220601 went in August 2026. */
const version = '20260701'

const words = {
  id: 'the Ichiba API',
  sorts: { newest: '-updateTimestamp', 'price-low': '+itemPrice', 'price-high': '-itemPrice' },
}

/** docs/apis.md. Ichiba item search on the host and with the access key of 2026; the old host ended on 2026-05-14. */
export const rakutenApi: MarketplaceApi = {
  name: 'Ichiba item search API',
  origin: 'https://openapi.rakuten.co.jp',
  keyFrom: 'https://webservice.rakuten.co.jp/app/list',
  callsADay: null,
  territories: ['jp'],
  sorts: words.sorts,
  searchRequest,
  readSearch: (page) => readApiAnswer(page, errorOf, () => readRakutenSearch(page)),
}

function searchRequest(
  { keyword, page, sort, origin }: Parameters<MarketplaceApi['searchRequest']>[0],
  { credentials: { applicationId = '', accessKey = '' } }: ApiAccess,
): ApiRequest {
  const word = sortWord(words, sort)
  const query = queryOf({
    ...{ applicationId, accessKey, keyword, hits: perPage, page, format: 'json', formatVersion: 2 },
    ...(word && { sort: word }),
  })
  return {
    url: new URL(`/ichibams/api/IchibaItem/Search/${version}?${query}`, origin).href,
    headers: { accept: 'application/json' },
    secrets: [applicationId, accessKey],
  }
}

/** The service's own errors, and those of the gateway before it. */
function errorOf(answer: Json | undefined): string | SearchOutcome | null {
  const gateway = textAt(answer, 'errors', 'errorMessage')
  if (gateway !== undefined) return `${textAt(answer, 'errors', 'errorCode') ?? 'no number'}: ${gateway}`
  const error = textAt(answer, 'error')
  if (error === undefined) return null
  const said = `${error}: ${textAt(answer, 'error_description') ?? 'no message'}`
  if (error === 'not_found') return { kind: 'empty', said }
  if (/configuration not found/i.test(said)) return changed(`the API's version ${version} is no longer there (${said})`)
  if (/application_?id|access_?key/i.test(said)) {
    return { kind: 'blocked', by: 'login-wall', said: `the key was refused: ${said}` }
  }
  return error === 'too_many_requests' ? { kind: 'blocked', by: 'rate-limited', said } : said
}
