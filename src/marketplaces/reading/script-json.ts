import { type Json, parseJson } from './json-values.ts'

/** The JSON of `<script id="…" type="application/json">`; `undefined` without one, or when it does not parse. */
export function scriptJson(body: string, id: string): Json | undefined {
  const mark = new RegExp(`<script\\b[^<>]{0,300}\\bid=["']?${id}["']?[^<>]{0,300}>`).exec(body)
  if (!mark) return undefined
  const start = mark.index + mark[0].length
  const end = body.indexOf('</script', start)
  return end < 0 ? undefined : parseJson(body.slice(start, end))
}
