import {
  type ByClass,
  byClass,
  compileScopes,
  compileTable,
  type Entry,
  emptyFields,
  type Fields,
  type FieldTable,
  type Found,
  type Scopes,
} from './field-table.ts'
import type { ElementKind } from './html-elements.ts'
import { decodeText } from './html-entities.ts'
import type { Tag } from './html-tag.ts'
import { foldSpaces } from './html-text.ts'
import { walkHtml } from './html-walk.ts'
import { compileSelector, type Selector } from './selector.ts'

/** A page nested deeper, or with more cards, than this is not read further: no marketplace has one. */
const depthMax = 1_000
const cardsMax = 1_000
const foundMax = 60
const textMax = 20_000

export type Card<Name extends string> = { attributes: Readonly<Record<string, string>>; fields: Fields<Name> }
export type { Fields, Found } from './field-table.ts'
export type CardPage<Name extends string, Head extends string> = {
  cards: Card<Name>[]
  /** What stands outside the cards, or anywhere when it is no card's field. */
  head: Fields<Head>
  /** Set when a limit ended the reading early. */
  cut?: string
}

/**
 * A reader of pages made of cards, by events and without a DOM (FACTS.md: 10 ms instead of 121 ms a page).
 * A field's selector may name one element that it stands in: `#corePrice .a-price`.
 *
 * @param card finds the element that is one card; a card in a card is part of the outer one
 * @param fields what is looked for within each card
 * @param head what is looked for outside of cards
 * @param hidden elements whose text nobody sees
 * @param without elements that are passed over with all that is in them: other lists on the same page
 */
export function cardReader<Name extends string, Head extends string>(selectors: {
  card: string
  fields: Readonly<Record<Name, string>>
  head: Readonly<Record<Head, string>>
  hidden?: string
  without?: string
}): (html: string) => CardPage<Name, Head> {
  const card = compileSelector(selectors.card)
  const scopes = new Map<string, Selector>()
  const fields = compileTable(selectors.fields, scopes)
  const head = compileTable(selectors.head, scopes)
  const hidden = compileOptional(selectors.hidden)
  const without = compileOptional(selectors.without)
  return (html) => readCards(html, { card, fields, head, scopes: compileScopes(scopes), hidden, without })
}

/**
 * A reader of pages that are about one thing: the same fields, looked for in the whole page.
 *
 * @returns what was found, in page order
 */
export function pageReader<Name extends string>(
  fields: Readonly<Record<Name, string>>,
  hidden?: string,
  without?: string,
): (html: string) => Fields<Name> {
  const scopes = new Map<string, Selector>()
  const head = compileTable(fields, scopes)
  const plan = {
    card: (): boolean => false,
    fields: { names: [], classed: [], byId: new Map(), others: [] },
    head,
    scopes: compileScopes(scopes),
    hidden: compileOptional(hidden),
    without: compileOptional(without),
  }
  return (html) => readCards<never, Name>(html, plan).head
}

const compileOptional = (text: string | undefined): Selector | null =>
  text === undefined ? null : compileSelector(text)

type Compiled<Name extends string, Head extends string> = {
  card: Selector
  fields: FieldTable<Name>
  head: FieldTable<Head>
  scopes: Scopes
  hidden: Selector | null
  without: Selector | null
}
type Open = { depth: number; found: { text: string; attributes: Readonly<Record<string, string>> } }

/** Where a reading stands. Depths count from 1, the document's own element; 0 is none. */
type Walk<Name extends string, Head extends string> = {
  head: Record<Head, Found[]>
  cards: Card<Name>[]
  fields: Record<Name, Found[]> | null
  cardDepth: number
  hiddenDepth: number
  /** Of the element that is passed over. */
  passedDepth: number
  scopeDepths: number[]
  fieldsByClass: ByClass<Name>
  headByClass: ByClass<Head>
  depth: number
  /** The outermost first. */
  open: Open[]
  cut?: string
}

function readCards<Name extends string, Head extends string>(
  html: string,
  plan: Compiled<Name, Head>,
): CardPage<Name, Head> {
  const walk: Walk<Name, Head> = {
    head: emptyFields(plan.head),
    cards: [],
    fields: null,
    cardDepth: 0,
    hiddenDepth: 0,
    passedDepth: 0,
    scopeDepths: Array.from({ length: plan.scopes.count }, () => 0),
    fieldsByClass: new Map(),
    headByClass: new Map(),
    depth: 0,
    open: [],
  }
  walkHtml(html, {
    open: (tag) => enter(walk, plan, tag),
    text: (start, end, entities) => {
      if (walk.open.length === 0 || walk.passedDepth > 0) return
      const text = html.slice(start, Math.min(end, start + textMax))
      addText(walk, entities ? decodeText(text) : text)
    },
    close: (kind) => leave(walk, kind),
    done: () => walk.cut !== undefined,
  })
  const { cards, head, cut } = walk
  return cut === undefined ? { cards, head } : { cards, head, cut }
}

function enter<Name extends string, Head extends string>(
  walk: Walk<Name, Head>,
  plan: Compiled<Name, Head>,
  tag: Tag,
): void {
  walk.depth += 1
  const { depth, open, scopeDepths } = walk
  if (depth > depthMax) walk.cut = `nested more than ${depthMax} deep`
  if (walk.passedDepth > 0) return
  if (plan.without?.(tag)) {
    walk.passedDepth = depth
    return
  }
  if (walk.hiddenDepth === 0 && open.length > 0 && plan.hidden?.(tag)) walk.hiddenDepth = depth
  if (open.length > 0 && tag.kind.breaks) addText(walk, ' ')
  if (walk.fields === null && plan.card(tag)) {
    walk.fields = emptyFields(plan.fields)
    walk.cardDepth = depth
    walk.cards.push({ attributes: tag.attributes, fields: walk.fields })
    if (walk.cards.length >= cardsMax) walk.cut = `more than ${cardsMax} cards`
  }
  if (walk.fields) find(walk, plan.fields, walk.fieldsByClass, walk.fields, tag)
  else find(walk, plan.head, walk.headByClass, walk.head, tag)
  enterScopes(scopeDepths, plan.scopes, depth, tag)
}

function enterScopes(scopeDepths: number[], scopes: Scopes, depth: number, tag: Tag): void {
  if (scopes.byId.size > 0) {
    const id = tag.get('id')
    for (const at of (id === undefined ? undefined : scopes.byId.get(id)) ?? [])
      if (scopeDepths[at] === 0) scopeDepths[at] = depth
  }
  for (const { at, selector } of scopes.others) if (scopeDepths[at] === 0 && selector(tag)) scopeDepths[at] = depth
}

type Standing = Pick<Walk<never, never>, 'depth' | 'open' | 'scopeDepths'>

function find<Key extends string>(
  walk: Standing,
  table: FieldTable<Key>,
  known: ByClass<Key>,
  into: Record<Key, Found[]>,
  tag: Tag,
): void {
  const { className } = tag
  if (className !== undefined) {
    for (const entry of byClass(table, known, className)) take(walk, entry, into, tag)
  }
  if (table.byId.size > 0) {
    const id = tag.get('id')
    for (const entry of (id === undefined ? undefined : table.byId.get(id)) ?? []) take(walk, entry, into, tag)
  }
  for (const entry of table.others) take(walk, entry, into, tag)
}

function take<Key extends string>(
  { depth, open, scopeDepths }: Standing,
  { name, scope, selector }: Entry<Key>,
  into: Record<Key, Found[]>,
  tag: Tag,
): void {
  if (scope !== null && (scopeDepths[scope] ?? 0) === 0) return
  if (!selector(tag) || into[name].length >= foundMax) return
  const { attributes } = tag
  if (into[name].at(-1)?.attributes === attributes) return
  const found = { text: '', attributes }
  into[name].push(found)
  open.push({ depth, found })
}

function leave<Name extends string, Head extends string>(walk: Walk<Name, Head>, kind: ElementKind): void {
  const { depth, open, scopeDepths } = walk
  for (let last = open.at(-1); last && last.depth >= depth; last = open.at(-1)) {
    settle(last)
    open.pop()
  }
  if (open.length > 0 && kind.breaks) addText(walk, ' ')
  if (walk.hiddenDepth === depth) walk.hiddenDepth = 0
  if (walk.passedDepth === depth) walk.passedDepth = 0
  for (let at = 0; at < scopeDepths.length; at += 1) if (scopeDepths[at] === depth) scopeDepths[at] = 0
  if (walk.fields && walk.cardDepth === depth) walk.fields = null
  walk.depth -= 1
}

/** Hidden text belongs only to what was looked for within the hidden element, or is that element. */
function addText({ open, hiddenDepth }: Pick<Walk<never, never>, 'open' | 'hiddenDepth'>, text: string): void {
  for (const { depth, found } of open) {
    if (depth >= hiddenDepth && found.text.length < textMax) found.text += text
  }
}

function settle({ found }: Open): void {
  found.text = foldSpaces(found.text)
}
