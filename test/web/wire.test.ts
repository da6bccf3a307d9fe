import { describe, expect, it } from 'vitest'
import type { Card } from '../../src/review/handler.ts'
import type { Hit } from '../../src/store/hits/hit-store.ts'
import { alikeOnWire, cardOnWire, isoOf, laneOnWire, leaseOnWire, outageOnWire, runOnWire } from '../../src/web/wire.ts'
import { aListing } from '../builders.ts'
import { at } from '../store/visits/on-the-way.ts'

const now = at(10)
const aHit = (given: Partial<Hit> = {}): Hit => ({
  ...{ id: 'h1', watch: 'halvard', brand: 'Halvard', run: 'r1', listing: aListing(), score: 0.9, rank: 9 },
  ...{ findings: [], matcher: 'm1', state: 'open', verdict: null, foundAt: at(1), decidedAt: null, decidedBy: null },
  ...{ reopenedAt: null, changes: [], goneAt: null, firstSeenAt: at(2), lastSeenAt: at(3), pictures: [] },
  ...{ pictureComes: false, lease: null, isSample: false },
  ...given,
})
const aCard = (hit: Partial<Hit> = {}, card: Partial<Card> = {}): Card => ({
  ...{ hit: aHit(hit), group: null, notes: [], official: null, officials: [] },
  ...card,
})
const wire = (card: Card) => cardOnWire(card, 'dana', now, () => ['127.0.0.1'])

describe('a card on the wire', () => {
  it('is the hit, with instants as text, and nothing of its place in the list', () => {
    const official = {
      product: 'Runner',
      price: { amount: '1.00', currency: 'USD' },
      sameCurrency: true,
      forOnePiece: true,
    }
    const decided = {
      state: 'decided',
      verdict: 'allowed',
      decidedBy: 'Mara',
      decidedAt: at(4),
      reopenedAt: at(5),
    } as const
    const rest = { goneAt: at(6), pictures: [{ sha256: 'a' }, { why: 'gone' }], pictureComes: true }
    expect(wire(aCard({ ...decided, ...rest }, { official, officials: [{ sha256: 'b', name: 'front' }] }))).toEqual({
      ...{ id: 'h1', watch: 'halvard', brand: 'Halvard', listing: expect.anything(), official, score: 0.9 },
      ...{
        group: null,
        notes: [],
        sample: false,
        findings: [],
        matcher: 'm1',
        state: 'decided',
        verdict: 'allowed',
        decidedBy: 'Mara',
      },
      ...{ decidedAt: at(4).toISOString(), foundAt: at(1).toISOString(), reopenedAt: at(5).toISOString() },
      ...{ changes: [], goneAt: at(6).toISOString(), firstSeenAt: at(2).toISOString() },
      ...{ lastSeenAt: at(3).toISOString(), pictures: [{ sha256: 'a' }, { why: 'gone' }], pictureComes: true },
      ...{ officials: [{ sha256: 'b', name: 'front' }], heldBy: null },
    })
    expect(isoOf(null)).toBeNull()
  })

  it.each([
    ['open sample is told neither its score nor that it is one', { isSample: true }, { score: null, sample: false }],
    ['decided sample is told both', { isSample: true, state: 'decided' }, { score: 0.9, sample: true }],
    ['hit is told its score', {}, { score: 0.9, sample: false }],
  ] as const)('of an %s', (_, hit, told) => {
    expect(wire(aCard(hit))).toMatchObject(told)
  })

  it.each([
    ['nobody', null, null],
    ['oneself', { by: 'dana', name: 'Dana', until: at(11) }, null],
    ['somebody else', { by: 'mara', name: 'Mara', until: at(11) }, { name: 'Mara', until: at(11).toISOString() }],
    ['somebody else until now', { by: 'mara', name: 'Mara', until: at(10) }, null],
  ])('held by %s says so to others only, while it lasts', (_, lease, heldBy) => {
    expect(wire(aCard({ lease })).heldBy).toEqual(heldBy)
  })

  it('has texts that people can read to their end, and says where one was cut', () => {
    const long = (max: number) => 'x'.repeat(max + 1)
    const cut = (max: number) => `${'x'.repeat(max - 1)}…`
    const finding = { signal: 'wording', weight: 1, text: long(1_000) }
    const listing = aListing({
      ...{ title: long(1_000), priceText: long(200), description: long(4_000), condition: long(200) },
      seller: { id: long(200), name: long(200), country: long(200), url: 'https://shop.example/s' },
    })
    const card = wire(
      aCard(
        { listing, findings: Array(41).fill(finding), changes: [{ field: 'title', before: long(1_000), after: 'x' }] },
        { officials: [{ sha256: 'b', name: long(200) }] },
      ),
    )
    expect(card.listing).toMatchObject({
      ...{
        title: cut(1_000),
        priceText: cut(200),
        description: cut(4_000),
        descriptionRest: long(4_000).length - 4_000,
        facts: { condition: cut(200) },
      },
      seller: { id: cut(200), name: cut(200), country: cut(200) },
    })
    expect(card.findings).toEqual(Array(40).fill({ ...finding, text: cut(1_000) }))
    expect(card.changes).toEqual([{ field: 'title', before: cut(1_000), after: 'x' }])
    expect(card.officials[0]?.name).toBe(cut(200))
    expect(wire(aCard({ listing: aListing({ title: 'x'.repeat(1_000) }) })).listing.title).toBe('x'.repeat(1_000))
  })

  it('has of a listing what it says, nothing where it says nothing, and no address of its seller', () => {
    const seller = { id: 's1', name: 'Corner', country: 'DE', url: 'https://evil.example' }
    const said = { location: 'Berlin', shipsFrom: '', category: 'shoes', availability: 'in stock', condition: 'new' }
    const counts = { sold: 7, rating: 4.5, ratings: 12, priceText: '$9.99', description: 'good' }
    expect(wire(aCard({ listing: aListing({ seller, ...said, ...counts }) })).listing).toEqual({
      ...{ marketplace: 'bazaar', id: 'l1', title: 'Halvard Trail Runner', images: 1, descriptionRest: 0, ...counts },
      price: { amount: '9.99', currency: 'USD' },
      link: { kind: 'own', url: 'http://127.0.0.1/listing/l1', host: '127.0.0.1' },
      seller: { id: 's1', name: 'Corner', country: 'DE' },
      facts: { location: 'Berlin', category: 'shoes', availability: 'in stock', condition: 'new' },
    })
    expect(wire(aCard({ listing: aListing({ seller: { name: 'Corner' }, images: [] }) })).listing).toMatchObject({
      ...{ seller: { name: 'Corner' }, facts: {}, sold: null, rating: null, ratings: null, priceText: null },
      ...{ description: null, descriptionRest: 0, images: 0 },
    })
    expect(wire(aCard({ listing: aListing({ seller: null }) })).listing.seller).toBeNull()
  })
})

describe('the rest on the wire', () => {
  it('a hit with the same picture tells no more than what it is', () => {
    expect(alikeOnWire(aHit())).toEqual({
      id: 'h1',
      listing: {
        ...{ marketplace: 'bazaar', title: 'Halvard Trail Runner', price: { amount: '9.99', currency: 'USD' } },
        seller: { id: 's1', name: 'shoe-corner' },
      },
    })
  })

  it('a lease says until when, where it lasts', () => {
    const until = at(3)
    expect(leaseOnWire({ hit: 'h1', kind: 'held', until })).toEqual({
      hit: 'h1',
      kind: 'held',
      until: until.toISOString(),
    })
    expect(leaseOnWire({ hit: 'h1', kind: 'closed' })).toEqual({ hit: 'h1', kind: 'closed' })
  })

  it('lanes, runs and outages have their instants as text', () => {
    const lane = { marketplace: 'shop', blockedBy: 'captcha', why: 'prove it' } as const
    expect(laneOnWire({ ...lane, state: 'open', openedAt: at(1), probeAt: null })).toEqual({
      ...{ ...lane, openedAt: at(1).toISOString(), probeAt: null },
    })
    const run = {
      ...{ id: 'r1', watch: 'w', trigger: 'scan' as const, searchesPlanned: 1, searchesEnded: 2, searchesCovered: 3 },
      ...{ listings: 4, unscored: 5, visitsPlanned: 6, visitsEnded: 7, visitsMissed: 8, hits: 9 },
    }
    expect(runOnWire({ ...run, plannedAt: at(1), endedAt: null })).toEqual({
      ...{ ...run, plannedAt: at(1).toISOString(), endedAt: null },
    })
    expect(runOnWire({ ...run, plannedAt: at(1), endedAt: at(2) }).endedAt).toBe(at(2).toISOString())
    expect(outageOnWire({ what: 'vault', since: at(1), until: null, why: 'full' })).toEqual({
      ...{ what: 'vault', since: at(1).toISOString(), until: null, why: 'full' },
    })
  })
})
