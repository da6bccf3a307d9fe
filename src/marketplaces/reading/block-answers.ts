import type { BlockKind } from '../../model/outcome.ts'
import { type Json, parseJson, textAt } from './json-values.ts'

/** An answer longer than this is no refusal. */
const refusalMax = 20_000

/** Names by which a service's refusal of a request for data is known, at the top of its JSON; documented by their users. */
const rules: readonly { by: BlockKind; path: readonly (string | number)[]; value?: RegExp }[] = [
  { by: 'captcha', path: ['url'], value: /^https:\/\/geo\.captcha-delivery\.com\// },
  { by: 'press-and-hold', path: ['blockScript'], value: /captcha/ },
  { by: 'press-and-hold', path: ['appId'], value: /^PX\w{6,12}$/ },
  { by: 'js-challenge', path: ['sec-cp-challenge'] },
  { by: 'js-challenge', path: ['sec_cp_challenge'] },
  { by: 'slider', path: ['rgv587_flag'] },
  { by: 'slider', path: ['data', 'url'], value: /_____tmd_____|\/punish/ },
  { by: 'slider', path: ['url'], value: /_____tmd_____|\/punish\?/ },
  { by: 'slider', path: ['ret', 0], value: /RGV587|USER_VALIDATE|PUNISH/ },
  { by: 'login-wall', path: ['ret', 0], value: /SESSION_EXPIRED|NEED_LOGIN/ },
]

/** What an answer in JSON says in place of data, by kind; `null` for any other. */
export function answerSaid(body: string): { by: BlockKind; said: string } | null {
  if (body.length > refusalMax) return null
  const answer: Json | undefined = parseJson(body)
  for (const { by, path, value } of rules) {
    const found = textAt(answer, ...path)
    if (found !== undefined && (value?.test(found) ?? true))
      return { by, said: `${path.join('.')}: ${found.slice(0, 160)}` }
  }
  return null
}
