import type { Json } from './json-values.ts'
import { textAt } from './json-values.ts'

/** Bounds of one page's data: what is deeper or beyond is not looked at. */
const nodesMax = 50_000
const depthMax = 24

/** A node of schema.org data where it stands: `depth` in objects, `under` the name that it is the value of. */
export type SchemaNode = { node: Json; depth: number; under: string }

/** A page's schema.org data, each node in page order; `byId` finds those that others name by "@id". */
export type Graph = { nodes: readonly SchemaNode[]; byId: ReadonlyMap<string, Json> }

/** All nodes of some values. Lists within lists cost no depth and no stack: each value is looked at once, up to a bound. */
export function graphOf(values: readonly Json[]): Graph {
  const nodes: SchemaNode[] = []
  const byId = new Map<string, Json>()
  const open: SchemaNode[] = values.map((node) => ({ node, depth: 0, under: '' })).reverse()
  for (let seen = 0; open.length > 0 && seen < nodesMax; seen += 1) {
    const next = open.pop()
    if (!next) break
    const { node, depth, under } = next
    if (typeof node !== 'object' || node === null || depth > depthMax) continue
    if (isList(node)) {
      for (let at = Math.min(node.length, nodesMax) - 1; at >= 0; at -= 1)
        open.push({ node: node[at] ?? null, depth, under })
      continue
    }
    nodes.push(next)
    const id = textAt(node, '@id')
    if (id !== undefined && Object.keys(node).length > 1 && !byId.has(id)) byId.set(id, node)
    const children = Object.entries(node).filter(([, value]) => typeof value === 'object' && value !== null)
    for (const [name, value] of children.reverse()) open.push({ node: value, depth: depth + 1, under: plainName(name) })
  }
  return { nodes, byId }
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
const plainName = (name: string): string => name.replace(/^(?:schema:|s:|https?:\/\/(?:www\.)?schema\.org\/)/i, '')

/** Whether a node has one of these types, however its vocabulary is written. */
export function isType(node: Json | undefined, ...names: string[]): boolean {
  const type = own(node, '@type')
  const types = Array.isArray(type) ? type : [type]
  return types.some((each) => typeof each === 'string' && names.includes(each.trim().replace(/^.*[/#:]/, '')))
}

/** A property as it stands, also under its vocabulary's prefix. */
function own(node: Json | undefined, name: string): Json | undefined {
  if (typeof node !== 'object' || node === null || isList(node)) return undefined
  for (const prefix of ['', 'schema:', 'http://schema.org/', 'https://schema.org/'])
    if (Object.hasOwn(node, prefix + name)) return (node as { readonly [name: string]: Json })[prefix + name]
  return undefined
}

/** The values of a property, each that is only named by its "@id" in place of its name; lists within lists made one. */
export function valuesOf(graph: Graph, node: Json | undefined, ...names: string[]): Json[] {
  for (const name of names) {
    const value = own(node, name)
    if (value === undefined || value === null || value === '') continue
    const values = (isList(value) ? value.flat(8) : [value]) as Json[]
    return values.slice(0, nodesMax).map((each) => resolved(graph, each))
  }
  return []
}

function resolved(graph: Graph, value: Json): Json {
  const id = typeof value === 'string' ? value : textAt(value, '@id')
  if (id === undefined || (typeof value === 'string' && !/^(?:#|_:|https?:)/.test(value))) return value
  const isReference =
    typeof value === 'string' || Object.keys(value ?? {}).every((name) => name === '@id' || name === '@type')
  if (!isReference) return value
  const hash = id.indexOf('#')
  return graph.byId.get(id) ?? (hash > 0 ? graph.byId.get(id.slice(hash)) : undefined) ?? value
}

/** The first text of a property, by the first of these names that has one: a text, a number, "@value", a thing's name. */
export function textOf(graph: Graph, node: Json | undefined, ...names: string[]): string | undefined {
  for (const name of names) {
    for (const value of valuesOf(graph, node, name)) {
      const text = textAt(value) ?? textAt(value, '@value') ?? textAt(value, 'name') ?? textAt(value, 'name', 0)
      if (text !== undefined) return text
    }
  }
  return undefined
}
