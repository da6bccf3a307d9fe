import type { Json } from './json-values.ts'

/** Deeper than this nothing is read: no shop nests so, and a hostile page may. */
const depthMax = 200

/** What cannot be read as JSON, however gently. */
class Unreadable extends Error {}

/**
 * The values of a text that is nearly JSON, as shops write it: commas too many or too few, several values in a row, comments,
 * line ends and quotes within texts, single quotes, names without quotes, "129,00" as a number. Linear in the text's length.
 *
 * @returns `undefined` for what is no such text, and for one that ends too early: half a number is another number
 */
export function parseLenient(text: string): Json[] | undefined {
  try {
    return new Reader(text).all()
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

const literals: Readonly<Record<string, Json>> = {
  ...{ true: true, false: false, null: null, undefined: null, NaN: null, None: null, True: true, False: false },
}

class Reader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  all(): Json[] {
    const values: Json[] = []
    for (this.#blanks(',;'); this.#at < this.#text.length; this.#blanks(',;')) values.push(this.#value())
    if (values.length === 0 || values.some((each) => typeof each !== 'object')) throw new Unreadable()
    return values
  }

  #value(): Json {
    const first = this.#text.charAt(this.#at)
    if (first === '{' || first === '[') {
      this.#depth += 1
      if (this.#depth > depthMax) throw new Unreadable()
      const value = first === '{' ? this.#object() : this.#list()
      this.#depth -= 1
      return value
    }
    if (first === '"' || first === "'") return this.#string(first)
    const number = this.#take(/[-+]?(?:\d[\d.]*|\.\d+)(?:e[-+]?\d+)?/iy)
    if (number !== '') return this.#number(number)
    const word = this.#take(/[A-Za-z]{1,9}/y)
    const literal = literals[word]
    if (literal === undefined) throw new Unreadable()
    return literal
  }

  #object(): Json {
    // Without a prototype "__proto__" is a name like any other.
    const found = Object.create(null) as { [name: string]: Json }
    this.#at += 1
    for (this.#blanks(','); this.#text.charAt(this.#at) !== '}'; this.#blanks(',')) {
      const first = this.#text.charAt(this.#at)
      const name = first === '"' || first === "'" ? this.#string(first) : this.#take(/[\w@$:-]{1,100}/y)
      this.#blanks('')
      // A name without quotes takes its colon with it.
      const bare = name.endsWith(':') && this.#text.charAt(this.#at) !== ':'
      if (!bare && this.#text.charAt(this.#at) !== ':') throw new Unreadable()
      this.#at += bare ? 0 : 1
      this.#blanks('')
      found[bare ? name.slice(0, -1) : name] = this.#value()
    }
    this.#at += 1
    return found
  }

  #list(): Json {
    const found: Json[] = []
    this.#at += 1
    for (this.#blanks(','); this.#text.charAt(this.#at) !== ']'; this.#blanks(',')) found.push(this.#value())
    this.#at += 1
    return found
  }

  /** A quote ends its text where something may follow that is no text; all others are a part of it. */
  #string(quote: string): string {
    const text = this.#text
    const end = quote.charCodeAt(0)
    let made = ''
    /** Where what is not yet in `made` begins. */
    let from = this.#at + 1
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (code === backslash) {
        const [written, length] = escaped(text, at)
        made += text.slice(from, at) + written
        at += length - 1
        from = at + 1
      } else if (code === end && /^\s{0,200}(?:[,}\]:]|\/[/*]|$)/.test(text.slice(at + 1, at + 204))) {
        this.#at = at + 1
        return made + text.slice(from, at)
      } else if (code === end && /^\s{1,200}"[\w@]{1,40}"\s{0,20}:/.test(text.slice(at + 1, at + 270))) {
        // The next name, whose comma is missing.
        this.#at = at + 1
        return made + text.slice(from, at)
      }
    }
    throw new Unreadable()
  }

  /** "129,00" is a number of many countries, and in JSON a number and a name. */
  #number(written: string): Json {
    const behind = /^,(\d{1,2})\s{0,20}[,}\]]/.exec(this.#text.slice(this.#at, this.#at + 24))?.[1]
    if (behind !== undefined && !written.includes('.')) {
      this.#at += 1 + behind.length
      return `${written},${behind}`
    }
    if (this.#at >= this.#text.length) throw new Unreadable()
    const value = Number(written)
    return Number.isFinite(value) ? value : written
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  /** Passes over blanks, comments and those signs; at the end of the text within a value it is no JSON. */
  #blanks(signs: string): void {
    const text = this.#text
    for (; this.#at < text.length; this.#at += 1) {
      const code = text.charCodeAt(this.#at)
      // Nearly all that stands here is a blank of one kind, or what ends the blanks.
      if (code === 32) continue
      if (code > 64 && code < 128) return
      const sign = text.charAt(this.#at)
      if (sign === '/' && text[this.#at + 1] === '*') this.#at = ended(text.indexOf('*/', this.#at + 2), text) + 1
      else if (sign === '/' && text[this.#at + 1] === '/') this.#at = ended(text.indexOf('\n', this.#at), text)
      else if (sign.trim() !== '' && sign !== '\ufeff' && !signs.includes(sign)) return
    }
    if (this.#depth > 0) throw new Unreadable()
  }
}

const backslash = 92
const ended = (at: number, text: string): number => (at < 0 ? text.length : at)

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

/** What an escape stands for, and how long it is. */
function escaped(text: string, at: number): [written: string, length: number] {
  const sign = text.charAt(at + 1)
  const code = sign === 'u' ? /^[\da-f]{4}$/i.exec(text.slice(at + 2, at + 6))?.[0] : undefined
  if (code !== undefined) return [String.fromCharCode(Number.parseInt(code, 16)), 6]
  return [escapes[sign] ?? sign, 2]
}
