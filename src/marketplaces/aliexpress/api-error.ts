import type { Blocked, Changed } from '../../model/outcome.ts'
import { changed } from '../judge.ts'
import { at, type Json, textAt } from '../reading/json-values.ts'

/** What the open platform's `error_response` says; `null` for an answer that is none. */
export function apiError(answer: Json): Blocked | Changed | null {
  const error = at(answer, 'error_response')
  if (error === undefined) return null
  const code = `${textAt(error, 'code') ?? ''} ${textAt(error, 'sub_code') ?? ''}`
  const said = `${code.trim()}: ${textAt(error, 'sub_msg') ?? textAt(error, 'msg') ?? 'no message'}`
  if (/limit|frequency|Throttl/i.test(said)) return { kind: 'blocked', by: 'rate-limited', said }
  if (/session|token|InvalidSignature|IncompleteSignature|appkey|permission/i.test(said))
    return { kind: 'blocked', by: 'login-wall', said }
  return changed(`the API answers ${said}`)
}
