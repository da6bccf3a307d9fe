import { type ElementKind, kindOf } from './html-elements.ts'
import { Tag } from './html-tag.ts'

/** What a page is made of, in its order. Texts are places in the page, so that one nobody wants costs nothing. */
export type Events = {
  open(tag: Tag): void
  /** @param entities whether "&amp;" in it is a "&" */
  text(from: number, to: number, entities: boolean): void
  close(kind: ElementKind): void
  /** Asked before each tag: whether enough was read. */
  done(): boolean
}

/** A drawing longer than this is walked through, lest a stray "<svg" in a text takes half a page with it. */
const drawingMax = 2_000_000
/** After so many steps in search of what end tags end, they are looked for among the innermost elements only. */
const searchStepsMax = 1_000_000
const innermost = 20

const exclamation = 33
const dash = 45
const slash = 47
const equals = 61
const greater = 62
const question = 63
const isSpace = (code: number): boolean =>
  code === 32 || (code <= 13 && (code === 10 || code === 9 || code === 13 || code === 12))
const isCapital = (code: number): boolean => code >= 65 && code <= 90
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || isCapital(code)

/**
 * Walks the tags and texts of a page, end tags that are left out put in. It sees what htmlparser2 sees, its judge
 * (test/marketplaces/html-walk.test.ts), at a fifth of the cost, since it jumps over what nobody asks for: the values of
 * attributes, texts. What scripts and drawings hold is passed over, and so is a tag that is cut off by the end. Each
 * character is looked at a bounded number of times, whatever the page is.
 */
export function walkHtml(html: string, events: Events): void {
  new Walk(html, events).run()
}

class Walk {
  readonly #html: string
  /** Where the page ends. */
  readonly #to: number
  readonly #events: Events
  readonly #tag: Tag
  /** The innermost last. */
  readonly #open: ElementKind[] = []
  /** Whether "/>" ends an element here; the innermost last. */
  readonly #foreign: boolean[] = []
  #searchSteps = 0
  /** Where the next drawing's end tag stands, as far as it was looked for; `#to` when there is none. */
  #drawingEnd = 0

  constructor(html: string, events: Events) {
    this.#html = html
    this.#to = html.length
    this.#events = events
    this.#tag = new Tag(html)
  }

  run(): void {
    const html = this.#html
    let textFrom = 0
    let less = html.indexOf('<')
    while (less >= 0 && !this.#events.done()) {
      const at = this.#markup(less, textFrom)
      if (at >= 0) textFrom = at
      less = html.indexOf('<', at >= 0 ? at : less + 1)
    }
    if (!this.#events.done()) this.#text(textFrom, this.#to, true)
    for (let last = this.#open.pop(); last; last = this.#open.pop()) this.#events.close(last)
  }

  /** What begins with a "<". @returns where it ends; -1 when the "<" is text */
  #markup(less: number, textFrom: number): number {
    const html = this.#html
    const next = html.charCodeAt(less + 1)
    if (isLetter(next)) {
      this.#text(textFrom, less, true)
      return this.#startTag(less + 1)
    }
    if (next === slash) {
      const at = this.#spaces(less + 2)
      const first = html.charCodeAt(at)
      if (first === greater) return -1
      this.#text(textFrom, less, true)
      return isLetter(first) ? this.#endTag(at) : this.#after('>', at)
    }
    if (next !== exclamation && next !== question) return -1
    this.#text(textFrom, less, true)
    return this.#afterAside(less, next)
  }

  /** Comments and declarations. */
  #afterAside(less: number, next: number): number {
    const html = this.#html
    if (next === question) return this.#after('>', less + 2)
    if (html.startsWith('--', less + 2)) return this.#after('-->', less + 2)
    if (html.startsWith('[CDATA[', less + 2)) return this.#after(']]>', less + 9)
    // The judge takes the character behind "<!", and behind "<!-", for a part of it whatever it is.
    return this.#after('>', html.charCodeAt(less + 2) === dash ? less + 4 : less + 3)
  }

  #startTag(nameFrom: number): number {
    const html = this.#html
    const tag = this.#tag
    const nameTo = this.#nameEnd(nameFrom)
    const kind = kindOf(html.slice(nameFrom, nameTo))
    tag.begin(kind)
    const at = this.#attributes(nameTo)
    if (at > this.#to) return this.#to
    const { ends } = kind
    if (ends) {
      for (let last = this.#open.at(-1); last && ends.has(last.name); last = this.#open.at(-1)) {
        this.#open.pop()
        this.#events.close(last)
      }
    }
    this.#enter(kind, tag.selfClosing)
    return tag.selfClosing ? at : this.#content(kind, at)
  }

  #enter(kind: ElementKind, selfClosing: boolean): void {
    this.#events.open(this.#tag)
    if (kind.isVoid || (selfClosing && (kind.foreign ?? this.#foreign.at(-1) ?? false))) this.#events.close(kind)
    else {
      this.#open.push(kind)
      if (kind.foreign !== null) this.#foreign.push(kind.foreign)
    }
  }

  /** Passes over what is no markup within an element. @returns where to go on */
  #content({ name, raw }: ElementKind, at: number): number {
    if (raw !== null) {
      const end = this.#rawEnd(name, at)
      if (name !== 'script') this.#text(at, end, raw === 'entities')
      return end
    }
    if (name !== 'svg') return at
    if (this.#drawingEnd < at) {
      const found = this.#html.indexOf('</svg', at)
      this.#drawingEnd = found < 0 ? this.#to : found
    }
    const end = this.#drawingEnd
    return end < this.#to && end - at < drawingMax ? end : at
  }

  /** Where the end tag of such an element stands, in letters of any size. */
  #rawEnd(name: string, from: number): number {
    const html = this.#html
    for (let at = html.indexOf('</', from); at >= 0; at = html.indexOf('</', at + 2)) {
      const end = at + 2 + name.length
      const behind = html.charCodeAt(end)
      if ((behind === greater || isSpace(behind)) && html.slice(at + 2, end).toLowerCase() === name) return at
    }
    return this.#to
  }

  #endTag(nameFrom: number): number {
    const html = this.#html
    const last = this.#open.at(-1)
    if (last && html.startsWith(last.name, nameFrom) && html.charCodeAt(nameFrom + last.name.length) === greater) {
      // As nearly all do, it ends the innermost element.
      this.#open.pop()
      if (last.foreign !== null) this.#foreign.pop()
      this.#events.close(last)
      return nameFrom + last.name.length + 1
    }
    let nameTo = nameFrom
    for (let code = html.charCodeAt(nameTo); code !== greater && !isSpace(code); code = html.charCodeAt(nameTo)) {
      nameTo += 1
      if (nameTo >= this.#to) return this.#to
    }
    const kind = kindOf(html.slice(nameFrom, nameTo))
    if (kind.foreign !== null) this.#foreign.pop()
    if (kind.isVoid) {
      if (kind.name === 'br') this.#implied(kind)
    } else if (!this.#end(kind.name) && kind.name === 'p') this.#implied(kind)
    return this.#after('>', nameTo)
  }

  /** Ends an element and all within it. @returns whether there was one */
  #end(name: string): boolean {
    const open = this.#open
    let place = open.length - 1
    const last = this.#searchSteps > searchStepsMax ? Math.max(0, place - innermost) : 0
    while (place >= last && open[place]?.name !== name) place -= 1
    this.#searchSteps += open.length - 1 - place
    if (place < last) return false
    while (open.length > place) {
      const ended = open.pop()
      if (ended) this.#events.close(ended)
    }
    return true
  }

  /** An end tag without a start tag: an element of its own. */
  #implied(kind: ElementKind): void {
    this.#tag.begin(kind)
    this.#events.open(this.#tag)
    this.#events.close(kind)
  }

  /** Puts a start tag's attributes into `#tag`. @returns the place behind its ">"; one behind `#to` when there is none */
  #attributes(from: number): number {
    const html = this.#html
    const to = this.#to
    const tag = this.#tag
    let at = from
    while (at < to) {
      const code = html.charCodeAt(at)
      if (code === greater) return at + 1
      if (isSpace(code)) at += 1
      else if (code === slash) {
        at = this.#spaces(at + 1)
        if (html.charCodeAt(at) === greater) {
          tag.selfClosing = true
          return at + 1
        }
      } else at = this.#attribute(at)
    }
    return to + 1
  }

  /** @returns the place behind it, at `#to` or beyond when it does not end */
  #attribute(nameFrom: number): number {
    const html = this.#html
    let at = nameFrom + 1
    let capitals = isCapital(html.charCodeAt(nameFrom))
    for (let code = html.charCodeAt(at); !endsName(code); code = html.charCodeAt(at)) {
      if (isCapital(code)) capitals = true
      at += 1
      if (at >= this.#to) return at
    }
    const nameTo = at
    at = this.#spaces(at)
    if (html.charCodeAt(at) !== equals) {
      this.#tag.add(nameFrom, nameTo, nameTo, nameTo, capitals)
      return at
    }
    at = this.#spaces(at + 1)
    const quote = html.charCodeAt(at)
    const isQuoted = quote === 34 || quote === 39
    const valueFrom = isQuoted ? at + 1 : at
    const valueTo = isQuoted ? html.indexOf(quote === 34 ? '"' : "'", valueFrom) : this.#valueEnd(at)
    if (valueTo < 0) return this.#to
    this.#tag.add(nameFrom, nameTo, valueFrom, valueTo, capitals)
    return isQuoted ? valueTo + 1 : valueTo
  }

  #valueEnd(from: number): number {
    let at = from
    for (let code = this.#html.charCodeAt(at); code !== greater && !isSpace(code); code = this.#html.charCodeAt(at)) {
      at += 1
      if (at >= this.#to) break
    }
    return at
  }

  #nameEnd(from: number): number {
    let at = from
    for (let code = this.#html.charCodeAt(at); !endsTagName(code); code = this.#html.charCodeAt(at)) {
      at += 1
      if (at >= this.#to) break
    }
    return at
  }

  #spaces(from: number): number {
    let at = from
    while (isSpace(this.#html.charCodeAt(at))) at += 1
    return at
  }

  #after(mark: string, from: number): number {
    const found = this.#html.indexOf(mark, from)
    return found < 0 ? this.#to : found + mark.length
  }

  #text(from: number, to: number, entities: boolean): void {
    if (from < to) this.#events.text(from, to, entities)
  }
}

const endsTagName = (code: number): boolean => code === greater || code === slash || isSpace(code)
const endsName = (code: number): boolean => code === equals || endsTagName(code)
