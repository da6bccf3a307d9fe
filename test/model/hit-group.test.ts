import { describe, expect, it } from 'vitest'
import {
  type GroupKey,
  grouping,
  groupKeysOf,
  groupOpenMax,
  type KnownGroups,
  textOf,
  type Ungrouped,
} from '../../src/model/hit-group.ts'
import { aListing } from '../builders.ts'

const long = 'Halvard Trail Runner men 2026 new colours, box and papers, 1:1'
const keysOf = (given: Partial<Parameters<typeof groupKeysOf>[0]> = {}) =>
  groupKeysOf({ listing: aListing(), product: undefined, picture: null, findings: [], ...given })
const kindsOf = (given: Parameters<typeof keysOf>[0]) => keysOf(given).map(({ kind }) => kind)

describe('what a hit is put together with others by', () => {
  it('is its seller and product, where the listing says which product it is', () => {
    const [key] = keysOf({ product: 'Trail Runner' })
    expect(key).toEqual({ kind: 'seller', key: '["bazaar","s1","Trail Runner"]' })
    expect(kindsOf({ product: undefined })).toEqual([])
    expect(kindsOf({ product: 'Trail Runner', listing: aListing({ seller: null }) })).toEqual([])
  })

  it('knows a seller without an id by the plain name, on one marketplace', () => {
    const of = (name: string, marketplace = 'bazaar') =>
      keysOf({ product: 'Trail Runner', listing: aListing({ marketplace, seller: { name } }) })
    expect(of('Shoe  Corner')).toEqual(of('shoe corner'))
    expect(of('shoe corner')).not.toEqual(of('shoe corner', 'ebay'))
  })

  it('is its picture, but not the brand’s own photo', () => {
    const like = (of: 'official' | 'fake', same: 'photo' | 'shape') => ({
      ...{ signal: 'image', weight: 1, text: '' },
      basis: { kind: 'known-picture' as const, of, same, similarity: 0.98, name: 'x', sha256: 'y' },
    })
    expect(kindsOf({ picture: 'abc' })).toEqual(['picture'])
    expect(kindsOf({ picture: 'abc', findings: [like('fake', 'photo')] })).toEqual(['picture'])
    expect(kindsOf({ picture: 'abc', findings: [like('official', 'shape')] })).toEqual(['picture'])
    expect(kindsOf({ picture: 'abc', findings: [like('official', 'photo')] })).toEqual([])
  })

  it.each([
    [long, `${long.toUpperCase()} !!`, true],
    [long, long.replace('2026', '2025'), false],
    ['Halvard Trail Runner', 'Halvard Trail Runner', false],
    ['哈尔瓦德越野跑鞋男款新色盒子证书一比一复刻厂家直销', '哈尔瓦德越野跑鞋男款新色 盒子证书一比一复刻厂家直销', true],
  ])('is its text, letter by letter, where it is long enough: %s', (one, other, isSame) => {
    const of = (title: string) => keysOf({ listing: aListing({ title }) }).find(({ kind }) => kind === 'title')?.key
    expect(of(one) !== undefined && of(one) === of(other)).toBe(isSame)
  })
})

const key = (kind: GroupKey['kind'], text: string): GroupKey => ({ kind, key: text })
const aHit = (id: string, keys: GroupKey[], given: Partial<Ungrouped> = {}): Ungrouped => ({
  ...{ id, keys, isOpen: true, standing: null },
  ...given,
})
const nothing: KnownGroups = { byKey: new Map(), size: new Map() }
const knowing = (keys: [GroupKey, string][], size: [string, { hits: number; open: number }][]): KnownGroups => ({
  byKey: new Map(keys.map(([one, group]) => [textOf(one), [group]])),
  size: new Map(size),
})
const group = (hits: Ungrouped[], known = nothing) => grouping(hits, known, (hit) => `g-${hit}`)
const placesOf = (hits: Ungrouped[], known = nothing) =>
  Object.fromEntries(group(hits, known).grouped.map(({ id, group: to, by }) => [id, `${to} ${by ?? 'began'}`]))

describe('the group of a hit', () => {
  const [ann, bob] = [key('seller', 'ann'), key('seller', 'bob')]
  const [photo, text] = [key('picture', 'photo'), key('title', 'text')]

  it('is that of the first with one of its keys, by the surest of them', () => {
    expect(placesOf([aHit('a', [ann, photo]), aHit('b', [ann, photo]), aHit('c', [bob, photo])])).toEqual({
      a: 'g-a began',
      b: 'g-a seller',
      c: 'g-a picture',
    })
  })

  it('is not handed on: who is like a member and not like the first begins another', () => {
    expect(placesOf([aHit('a', [ann, photo]), aHit('b', [bob, photo]), aHit('c', [bob, text])])).toEqual({
      a: 'g-a began',
      b: 'g-a picture',
      c: 'g-c began',
    })
  })

  it('has a bound, and what comes beyond begins another', () => {
    const hits = Array.from({ length: groupOpenMax + 2 }, (_, at) => aHit(`h${at}`, [ann]))
    const places = Object.values(placesOf(hits))
    expect(places.filter((place) => place.startsWith('g-h0 '))).toHaveLength(groupOpenMax)
    expect(places.slice(groupOpenMax)).toEqual([`g-h${groupOpenMax} began`, `g-h${groupOpenMax} seller`])
  })

  it('stays while it is like it, and is left when it is not', () => {
    const known = knowing([[ann, 'g1']], [['g1', { hits: 2, open: 2 }]])
    const standing = { group: 'g1', by: 'seller' as const }
    expect(placesOf([aHit('b', [ann, photo], { standing })], known)).toEqual({ b: 'g1 seller' })
    expect(placesOf([aHit('b', [bob], { standing })], known)).toEqual({ b: 'g-b began' })
  })

  it('of one that is alone goes over to another with its picture, once that is known', () => {
    const alone = aHit('a', [ann, photo], { standing: { group: 'g1', by: null } })
    const known = (hits: number) =>
      knowing([[ann, 'g1'], [photo, 'g2']], [['g1', { hits, open: hits }], ['g2', { hits: 1, open: 1 }]]) // biome-ignore format: a table
    expect(group([alone], known(1))).toMatchObject({
      grouped: [{ id: 'a', group: 'g2', by: 'picture' }],
      ended: ['g1'],
    })
    expect(group([alone], known(2))).toMatchObject({ grouped: [{ id: 'a', group: 'g1', by: null }], ended: [] })
  })

  it('takes no part of what is decided: a decided hit keeps the group that it began', () => {
    const decided = aHit('a', [ann, photo], { standing: { group: 'g1', by: null }, isOpen: false })
    const known = knowing([[photo, 'g2']], [['g1', { hits: 1, open: 0 }]])
    expect(group([decided], known)).toMatchObject({ grouped: [{ group: 'g1', by: null }], ended: [] })
  })

  it('of a group that is all decided takes who comes tomorrow', () => {
    const known = knowing([[ann, 'g1']], [['g1', { hits: 2, open: 0 }]])
    expect(placesOf([aHit('new', [ann])], known)).toEqual({ new: 'g1 seller' })
  })

  it('is its own where it has nothing to be known by', () => {
    expect(placesOf([aHit('a', []), aHit('b', [])])).toEqual({ a: 'g-a began', b: 'g-b began' })
  })
})
