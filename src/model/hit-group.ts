import type { Finding } from './finding.ts'
import type { Listing } from './listing.ts'
import { shopOf } from './seller-name.ts'
import { folded } from './text-folding.ts'

/** Why hits are decided together, the surest first: one seller's offers of one product, one photo, one text. */
export const groupKinds = ['seller', 'picture', 'description', 'title'] as const
export type GroupKind = (typeof groupKinds)[number]

/** What a hit is put together with others by; hits of one watch that have a key in common are alike. */
export type GroupKey = { kind: GroupKind; key: string }

/** More are not decided at once: nobody looks at more than this on one card. What comes beyond begins a group of its own. */
export const groupOpenMax = 50

/** Shorter texts are alike by chance; a character of Chinese, Japanese or Korean says as much as two letters. */
const lettersMin = { title: 40, description: 120 } as const
/** Letters of a text that are compared. */
const lettersMax = 3_000

type Alike = {
  listing: Pick<Listing, 'marketplace' | 'title' | 'description' | 'seller'>
  /** The product that the listing says it is of. */
  product: string | undefined
  /** Its first picture's file. */
  picture: string | null
  findings: readonly Finding[]
}

/**
 * The keys of a hit, in the order of `groupKinds`. A seller's offers of no certain product have no key by seller, and the brand's
 * own photo none by picture: dealers and forgers show it alike.
 */
export function groupKeysOf({ listing, product, picture, findings }: Alike): GroupKey[] {
  const shop = shopOf(listing)
  const keys: GroupKey[] = []
  if (shop !== null && product !== undefined)
    keys.push({ kind: 'seller', key: JSON.stringify([listing.marketplace, shop, product]) })
  if (picture !== null && !findings.some(isOfficialPhoto)) keys.push({ kind: 'picture', key: picture })
  for (const kind of ['description', 'title'] as const) {
    const letters = lettersOf(listing[kind] ?? '')
    if (amountOf(letters) >= lettersMin[kind]) keys.push({ kind, key: letters })
  }
  return keys
}

const isOfficialPhoto = ({ basis }: Finding): boolean =>
  basis?.kind === 'known-picture' && basis.of === 'official' && basis.same !== 'shape'

const lettersOf = (text: string): string =>
  folded(text.slice(0, 2 * lettersMax))
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, lettersMax)

const amountOf = (letters: string): number =>
  letters.length +
  (letters.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) ?? []).length

/** A hit as it comes to the groups. `standing`: the group it is in, `by` null for the one that began it. */
export type Ungrouped = {
  id: string
  keys: readonly GroupKey[]
  isOpen: boolean
  standing: { group: string; by: GroupKind | null } | null
}

/** What is known of the groups that the hits' keys lead to; `hits` and `open` count a group's, without this batch's own changes. */
export type KnownGroups = {
  /** By `textOf` a key, the groups that have it, the oldest first. */
  byKey: ReadonlyMap<string, readonly string[]>
  size: ReadonlyMap<string, { hits: number; open: number }>
}

/** `by` null: it begins the group. */
export type Grouped = { id: string; group: string; by: GroupKind | null }
/** `keys` are new ones of groups; `ended` are groups whose only hit has gone to another. */
export type Grouping = { grouped: Grouped[]; keys: (GroupKey & { group: string })[]; ended: string[] }

export const textOf = ({ kind, key }: GroupKey): string => `${kind} ${key}`

/**
 * Which group each hit is in after its listing was scored. Each member has a key in common with the hit that began the group, so
 * that likeness is never handed on from one to the next. Who is in a group and still like it stays; who began one stays in it,
 * unless it is alone there and another has room. Pure: in the order given. @param named a new group's id, from its first hit
 */
export function grouping(hits: readonly Ungrouped[], known: KnownGroups, named: (hit: string) => string): Grouping {
  const made: Grouping = { grouped: [], keys: [], ended: [] }
  const byKey = new Map(known.byKey)
  const size = new Map([...known.size].map(([group, counts]) => [group, { ...counts }]))
  const groupsOf = (key: GroupKey) => (byKey.get(textOf(key)) ?? []).filter((group) => !made.ended.includes(group))
  const sizeOf = (group: string) => size.get(group) ?? { hits: 0, open: 0 }
  const begin = (group: string, keys: readonly GroupKey[]) => {
    for (const key of keys) {
      if (groupsOf(key).includes(group)) continue
      byKey.set(textOf(key), [...groupsOf(key), group])
      made.keys.push({ ...key, group })
    }
  }
  const roomFor = ({ keys }: Ungrouped, but: string | null): Omit<Grouped, 'id'> | null => {
    for (const key of keys) {
      const group = groupsOf(key).find((one) => one !== but && sizeOf(one).open < groupOpenMax)
      if (group !== undefined) return { group, by: key.kind }
    }
    return null
  }
  const placeOf = (hit: Ungrouped): Omit<Grouped, 'id'> => {
    const { standing, keys, id } = hit
    if (standing && standing.by !== null) {
      const key = keys.find((one) => groupsOf(one).includes(standing.group))
      if (key) return { group: standing.group, by: key.kind }
    }
    const begun = standing?.by === null ? standing.group : null
    const other = begun !== null && (sizeOf(begun).hits > 1 || !hit.isOpen) ? null : roomFor(hit, begun)
    if (other && begun !== null) made.ended.push(begun)
    if (other) return other
    const group = begun ?? named(id)
    begin(group, keys)
    return { group, by: null }
  }
  for (const hit of hits) {
    const place = placeOf(hit)
    made.grouped.push({ id: hit.id, ...place })
    if (place.group === hit.standing?.group) continue
    const { hits: all, open } = sizeOf(place.group)
    size.set(place.group, { hits: all + 1, open: open + (hit.isOpen ? 1 : 0) })
  }
  return made
}
