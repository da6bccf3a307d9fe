import { Unreadable } from './intake.ts'

/** No answer of a marketplace is nested like this; thirty million brackets would take gigabytes to parse. */
const depthMax = 1_000

/** @throws Unreadable for a text that is nested deeper than `depthMax` */
export function refuseDeep(text: string, row = 1): void {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x22) at = endOfString(text, at)
    else if (code === 0x5b || code === 0x7b) depth += 1
    else if (code === 0x5d || code === 0x7d) depth -= 1
    if (depth > depthMax) throw new Unreadable(`nested deeper than ${depthMax}: refused`, row)
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1
  return at
}

/** What a JSON text says, or where (UTF-16 offset) it stops being JSON; `isCut`: it only ends too early. */
export type JsonText = { ok: true; value: unknown } | { ok: false; at: number; isCut: boolean }

/** In a longer text a mistake is looked for by the parser's own word only, which it does not always give. */
const lookedThroughMax = 4_000_000

/** @throws Unreadable for a text that is nested too deep; `row` is where */
export function readJsonText(text: string, row = 1): JsonText {
  refuseDeep(text, row)
  const whole = attempt(text)
  if (whole.kind === 'value') return { ok: true, value: whole.value }
  if (whole.kind === 'cut') return { ok: false, at: text.length, isCut: true }
  if (whole.at !== null || text.length > lookedThroughMax) return { ok: false, at: whole.at ?? 0, isCut: false }
  // The parser names the letter and not the place: the longest beginning that is only cut ends there.
  let good = 0
  let bad = text.length
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (attempt(text.slice(0, middle)).kind === 'wrong') bad = middle
    else good = middle
  }
  return { ok: false, at: good, isCut: false }
}

type Attempt = { kind: 'value'; value: unknown } | { kind: 'cut' } | { kind: 'wrong'; at: number | null }

function attempt(text: string): Attempt {
  try {
    return { kind: 'value', value: JSON.parse(text) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const at = /position (\d+)/.exec(error.message)?.[1]
    if (/end of JSON|unterminated string/i.test(error.message) || Number(at) >= text.length) return { kind: 'cut' }
    return { kind: 'wrong', at: at === undefined ? null : Number(at) }
  }
}
