import type { Blocked, Changed, SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed } from '../judge.ts'
import { type Json, parseJson } from './json-values.ts'

/** What an API says of itself may be long; this much is kept. */
const saidMax = 300

/** The status codes of an API that refuses a call. The key is at fault for 401 and 403, as by a sign-in that is missing. */
function refusalOf(status: number, said: string): Blocked | Changed {
  if (status === 401 || status === 403)
    return { kind: 'blocked', by: 'login-wall', said: `the key was refused: ${said}` }
  if (status === 429) return { kind: 'blocked', by: 'rate-limited', said }
  if (status >= 500) return { kind: 'blocked', by: 'service-unavailable', said }
  return changed(`the API answers ${said}`)
}

/**
 * Reads an answer: JSON that is no error goes to `read`.
 * @param errorOf the error's own words, or an outcome that it stands for; `null` when the answer is none
 */
export function readApiAnswer(
  page: Page,
  errorOf: (answer: Json | undefined) => string | SearchOutcome | null,
  read: (answer: Json) => SearchOutcome,
): SearchOutcome {
  const answer = parseJson(page.body)
  const error = errorOf(answer)
  if (error !== null && typeof error === 'object') return error
  if (error !== null || page.status >= 400) {
    return refusalOf(page.status, `HTTP status ${page.status}${error ? `, ${error.slice(0, saidMax)}` : ''}`)
  }
  return answer === undefined ? changed('the API answers with something that is no JSON') : read(answer)
}

/** A whole number of the address that was asked; `otherwise` when it is not there. */
export function askedNumber(page: Page, name: string, otherwise: number): number {
  const written = URL.canParse(page.url) ? new URL(page.url).searchParams.get(name) : null
  return written !== null && /^\d{1,9}$/.test(written) ? Number(written) : otherwise
}
