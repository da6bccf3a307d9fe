import { utf8 } from './log/signed-note.ts'
import { Malformed } from './malformed.ts'

/**
 * JSON as evidence is written: UTF-8 without a byte order mark, no key twice in an object (two readers could take either).
 * @throws Malformed
 */
export function readStrictJson(bytes: Uint8Array): unknown {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) throw new Malformed('byte order mark')
  const text = utf8(bytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Malformed(`not JSON: ${error instanceof Error ? error.message.slice(0, 120) : String(error)}`)
  }
  const twice = doubleKey(text)
  if (twice !== null) throw new Malformed(`a key stands twice: ${twice.slice(0, 80)}`)
  return value
}

/** Deeper is nothing of ours; other readers give up there. */
const depthMax = 200

/** The first key that stands twice in one object of a text that is JSON; null when none does. */
function doubleKey(text: string): string | null {
  const open: (Set<string> | null)[] = []
  // A text is a key exactly when a colon follows it.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*:?|[{}[\]]/gs)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(null)
    else if (token === '}' || token === ']') open.pop()
    if (open.length > depthMax) throw new Malformed(`more than ${depthMax} levels deep`)
    if (token.endsWith(':')) {
      const keys = open.at(-1)
      const key: unknown = JSON.parse(token.slice(0, -1))
      if (!keys || typeof key !== 'string') continue
      if (keys.has(key)) return key
      keys.add(key)
    }
  }
  return null
}
