import { type ElementKind, kindOf } from './html-elements.ts'
import { decodeAttribute } from './html-entities.ts'

/** Attributes of one tag that are kept, the first ones: no page has as many, and one that has millions of them is only large. */
const attributesMax = 1_000

/** An element as selectors see it. */
export type Element = {
  readonly name: string
  readonly className: string | undefined
  get(attribute: string): string | undefined
}

/**
 * A start tag. Attributes stay where they stand in the page until somebody asks: most elements are looked at once and
 * passed. One object serves a whole page, so nothing of it may be kept but what `attributes` gives.
 */
export class Tag implements Element {
  kind: ElementKind = kindOf('')
  selfClosing = false
  readonly #html: string
  /** Four places an attribute: name from, to; value from, to. */
  readonly #places: number[] = []
  #count = 0
  #written = false
  #attributes: Record<string, string> | null = null
  /** `null` before it was asked for. */
  #className: string | undefined | null = null
  /** Between these places of the page there is no "&", so no entity. */
  #plainFrom = 0
  #plainTo = 0

  constructor(html: string) {
    this.#html = html
  }

  get name(): string {
    return this.kind.name
  }

  begin(kind: ElementKind): void {
    this.kind = kind
    this.selfClosing = false
    this.#count = 0
    this.#written = false
    this.#attributes = null
    this.#className = null
  }

  /** @param capitals whether the name has letters that are not small */
  add(nameFrom: number, nameTo: number, valueFrom: number, valueTo: number, capitals: boolean): void {
    if (this.#count >= attributesMax) return
    const at = this.#count * 4
    const places = this.#places
    places[at] = nameFrom
    places[at + 1] = nameTo
    places[at + 2] = valueFrom
    places[at + 3] = valueTo
    this.#count += 1
    if (capitals) this.#written = true
  }

  /** As `get('class')`, which each element is asked for again and again. */
  get className(): string | undefined {
    if (this.#className === null) this.#className = this.get('class')
    return this.#className
  }

  /** An attribute's value with its entities decoded; the first of two of one name. @param name in small letters */
  get(name: string): string | undefined {
    if (this.#written) {
      const { attributes } = this
      return Object.hasOwn(attributes, name) ? attributes[name] : undefined
    }
    const places = this.#places
    for (let at = 0; at < this.#count * 4; at += 4) {
      const from = places[at] ?? 0
      if ((places[at + 1] ?? 0) - from === name.length && this.#html.startsWith(name, from)) return this.#valueAt(at)
    }
    return undefined
  }

  /** All of them, names in small letters. The same object each time it is asked for of one tag. */
  get attributes(): Readonly<Record<string, string>> {
    if (this.#attributes) return this.#attributes
    const all: Record<string, string> = {}
    // The last first, so that of two of one name the first is what remains.
    for (let at = (this.#count - 1) * 4; at >= 0; at -= 4) {
      const written = this.#html.slice(this.#places[at], this.#places[at + 1])
      all[this.#written ? written.toLowerCase() : written] = this.#valueAt(at)
    }
    this.#attributes = all
    return all
  }

  #valueAt(at: number): string {
    const from = this.#places[at + 2] ?? 0
    const to = this.#places[at + 3] ?? 0
    const value = this.#html.slice(from, to)
    if (from >= this.#plainFrom && to <= this.#plainTo) return value
    // Asked for backwards, each would be looked for through all that stands behind it.
    if (from < this.#plainFrom) return value.includes('&') ? decodeAttribute(value) : value
    const entity = this.#html.indexOf('&', from)
    this.#plainFrom = from
    this.#plainTo = entity < 0 ? this.#html.length : entity
    return to <= this.#plainTo ? value : decodeAttribute(value)
  }
}
