import { decodeText } from './html-entities.ts'
import type { Tag } from './html-tag.ts'
import { foldSpaces } from './html-text.ts'
import { walkHtml } from './html-walk.ts'
import type { Json } from './json-values.ts'

const depthMax = 1_000
const itemsMax = 5_000
const textMax = 20_000
/** Values of one property. */
const valuesMax = 500
/** Items and properties within one another: deeper ones are not looked at. */
const openMax = 40

type Item = { [name: string]: Json }
type Open = {
  depth: number
  item: Item | null
  names: readonly string[]
  of: Item | null
  text: string | null
  value: string | undefined
}

/** Names whose value is an address even where the element shows a text. */
const addresses = new Set([
  'url',
  'image',
  'availability',
  'itemCondition',
  'sameAs',
  'mainEntityOfPage',
  'contentUrl',
  'thumbnailUrl',
])
const plainName = (name: string): string => name.replace(/^(?:schema:|https?:\/\/(?:www\.)?schema\.org\/)/i, '')

/** Old vocabularies' names for the same. */
const renamed: Readonly<Record<string, string>> = { currency: 'priceCurrency', photo: 'image', identifier: 'sku' }

/**
 * The items of a page's microdata and RDFa, as JSON-LD would write them: `{"@type": "Product", "name": …, "offers": {…}}`. One
 * walk, no DOM. Items within items stand where they belong; properties of Open Graph are none.
 */
export function microdataOf(body: string): Json[] {
  if (!/\bitemscope\b|\btypeof\s?=/i.test(body)) return []
  const roots: Item[] = []
  const open: Open[] = []
  let depth = 0
  let count = 0
  walkHtml(body, {
    open(tag) {
      depth += 1
      if (depth > depthMax || open.length >= openMax) return
      const scope = itemOf(tag)
      const of = open.findLast((each) => each.item !== null)?.item ?? null
      const names = of === null && scope === null ? [] : namesOf(tag)
      if (scope === null && (names.length === 0 || of === null)) return
      count += scope === null ? 0 : 1
      if (scope !== null && (names.length === 0 || of === null)) roots.push(scope)
      const value = scope === null ? valueIn(tag, names) : undefined
      open.push({ depth, item: scope, names, of, text: scope === null && value === undefined ? '' : null, value })
    },
    text(from, to, entities) {
      if (!open.some((each) => each.text !== null)) return
      const piece = body.slice(from, Math.min(to, from + textMax))
      const text = entities ? decodeText(piece) : piece
      for (const each of open) if (each.text !== null && each.text.length < textMax) each.text += text
    },
    close(kind) {
      const last = open.at(-1)
      if (last?.depth === depth) {
        open.pop()
        const value = last.item ?? last.value ?? foldSpaces(last.text ?? '')
        if (last.of) for (const name of last.names) add(last.of, name, value)
      }
      if (kind.breaks) for (const each of open) if (each.text !== null) each.text += ' '
      depth -= 1
    },
    done: () => count >= itemsMax,
  })
  return roots
}

/** The new item that an element is; `null` for none. Values of the element itself (`content`) are no property of it. */
function itemOf(tag: Tag): Item | null {
  const type = tag.get('itemscope') === undefined ? tag.get('typeof') : (tag.get('itemtype') ?? '')
  if (type === undefined) return null
  const item = Object.create(null) as Item
  item['@type'] = type.trim().split(/\s+/).slice(0, 10).map(plainName)
  const id = tag.get('itemid') ?? tag.get('resource')
  if (id !== undefined) item['@id'] = id
  return item
}

function namesOf(tag: Tag): string[] {
  const written = tag.get('itemprop') ?? tag.get('property') ?? ''
  return written
    .split(/\s+/)
    .filter((name) => name !== '' && !/^(?:og|fb|twitter|product|article):/.test(name))
    .slice(0, 10)
    .map((name) => renamed[plainName(name)] ?? plainName(name))
}

/** What an element says without showing it; `undefined` where its text is its value. */
function valueIn(tag: Tag, names: readonly string[]): string | undefined {
  const content = tag.get('content')
  if (content !== undefined) return content.trim()
  if (tag.name === 'meta') return ''
  if (tag.name === 'img') return tag.get('data-src') ?? tag.get('src') ?? ''
  if (tag.name === 'link') return tag.get('href') ?? ''
  if (tag.name === 'a' && names.some((name) => addresses.has(name))) return tag.get('href')
  if (tag.name === 'time') return tag.get('datetime')
  if (tag.name === 'data' || tag.name === 'meter' || tag.name === 'input') return tag.get('value')
  return names.some((name) => addresses.has(name)) ? (tag.get('href') ?? tag.get('src')) : undefined
}

function add(item: Item, name: string, value: Json): void {
  if (value === '') return
  const had = item[name]
  if (had === undefined) item[name] = value
  else if (!Array.isArray(had)) item[name] = [had, value]
  else if (had.length < valuesMax) had.push(value)
}
