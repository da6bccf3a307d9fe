import type { Blocked } from '../../model/outcome.ts'
import { type Json, listAt, parseJson, textAt } from './json-values.ts'

/** How an answer of the group's `mtop` interface begins: "mtopjsonp12(", or JSON at once. */
const wrapped = /^\s*(?:mtopjsonp[\w$]{0,40}|jsonp_?[\w$]{0,60}|callback)\s*\(/

/** The JSON of an answer of the Alibaba group's `mtop` interface, taken out of its callback; `undefined` for what is none. */
export function mtopAnswer(body: string): Json | undefined {
  const open = wrapped.exec(body.slice(0, 200))
  const text = open ? body.slice(open[0].length, body.lastIndexOf(')')) : body
  const answer = /^\s*[[{]/.test(text.slice(0, 100)) ? parseJson(text) : undefined
  return listAt(answer, 'ret').length > 0 ? answer : undefined
}

/** What an answer's `ret` says in place of data; `null` when it says success. */
export function mtopBlock(answer: Json): Blocked | null {
  const said = listAt(answer, 'ret')
    .map((each) => textAt(each))
    .filter((each) => each !== undefined)
    .join('; ')
    .slice(0, 200)
  if (/RGV587|USER_VALIDATE|PUNISH/i.test(said)) return { kind: 'blocked', by: 'slider', said }
  if (/SESSION_EXPIRED|NEED_LOGIN|TOKEN_(?:EMPTY|EXOIRED|EXPIRED)|ILLEGAL_ACCESS/i.test(said))
    return { kind: 'blocked', by: 'login-wall', said }
  if (/TRAFFIC_LIMIT|FLOW_LIMIT|TOO_MANY|LIMITED/i.test(said)) return { kind: 'blocked', by: 'rate-limited', said }
  return null
}
