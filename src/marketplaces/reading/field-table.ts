import { classOf, compileBesideClass, compileSelector, hasWord, idOf, type Selector } from './selector.ts'

/** One element that a selector found: its text without what `hidden` finds in it, spaces made one, and its attributes. */
export type Found = { text: string; attributes: Readonly<Record<string, string>> }
export type Fields<Name extends string> = { readonly [name in Name]: readonly Found[] }

/** One alternative of a field: its own selector (beside its class, where it is looked at by that), and the number of the scope that it must stand in. */
export type Entry<Name extends string> = { name: Name; scope: number | null; selector: Selector }

/** Most selectors name a class or an id, and most elements have none of these: such entries are looked at by class and by id. */
export type FieldTable<Name extends string> = {
  names: readonly Name[]
  classed: readonly (Entry<Name> & { word: string })[]
  byId: ReadonlyMap<string, readonly Entry<Name>[]>
  others: readonly Entry<Name>[]
}

/** Which entries have a class of a class attribute, found once for each text of it in a page. */
export type ByClass<Name extends string> = Map<string, readonly Entry<Name>[]>

/** `a b` is b within a; `scopes` collects the a's. @throws SyntaxError for what `compileSelector` refuses */
export function compileTable<Name extends string>(
  table: Readonly<Record<Name, string>>,
  scopes: Map<string, Selector>,
): FieldTable<Name> {
  // Object.entries gives the names back as plain strings; they are the table's own keys.
  const fields = Object.entries(table) as [Name, string][]
  const classed: (Entry<Name> & { word: string })[] = []
  const byId = new Map<string, Entry<Name>[]>()
  const others: Entry<Name>[] = []
  for (const [name, text] of fields) {
    for (const alternative of text.split(',')) {
      const [first = '', second, more] = alternative.trim().split(/\s+/)
      if (more !== undefined) throw new SyntaxError(`selector "${alternative}"`)
      if (second !== undefined && !scopes.has(first)) scopes.set(first, compileSelector(first))
      const scope = second === undefined ? null : [...scopes.keys()].indexOf(first)
      const own = second ?? first
      const word = classOf(own)
      const id = idOf(own)
      if (id !== null) byId.set(id, [...(byId.get(id) ?? []), { name, scope, selector: compileSelector(own) }])
      else if (word === null) others.push({ name, scope, selector: compileSelector(own) })
      else classed.push({ name, scope, selector: compileBesideClass(own), word })
    }
  }
  return { names: fields.map(([name]) => name), classed, byId, others }
}

/** The elements that fields stand in, by their place in a list; those of an id are looked at by it. */
export type Scopes = {
  count: number
  byId: ReadonlyMap<string, readonly number[]>
  others: readonly { at: number; selector: Selector }[]
}

/** @param scopes as `compileTable` has collected them */
export function compileScopes(scopes: ReadonlyMap<string, Selector>): Scopes {
  const byId = new Map<string, number[]>()
  const others: { at: number; selector: Selector }[] = []
  let count = 0
  for (const [text, selector] of scopes) {
    // An id with more beside it is rare, and is looked at as any other.
    if (/^#[\w-]+$/.test(text)) byId.set(text.slice(1), [...(byId.get(text.slice(1)) ?? []), count])
    else others.push({ at: count, selector })
    count += 1
  }
  return { count, byId, others }
}

export function emptyFields<Name extends string>({ names }: FieldTable<Name>): Record<Name, Found[]> {
  // Every name of the table gets its list, which a record that is filled one by one cannot say in its type.
  const fields = {} as Record<Name, Found[]>
  for (const name of names) fields[name] = []
  return fields
}

/** The entries whose class this class attribute names. */
export function byClass<Name extends string>(
  table: FieldTable<Name>,
  known: ByClass<Name>,
  className: string,
): readonly Entry<Name>[] {
  const found = known.get(className)
  if (found) return found
  const fitting = table.classed.filter(({ word }) => hasWord(className, word))
  known.set(className, fitting)
  return fitting
}
