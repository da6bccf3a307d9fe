import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Listing } from '../../src/model/listing.ts'
import { anHonestListing, halvard, shipped } from './matched.ts'

const file = fileURLToPath(new URL('../../../shared/pages/ROWS.json', import.meta.url))
const isThere = existsSync(file)

type Rows = Record<string, { rows: { id: string; title: string; price?: { amount?: string; currency?: string } }[] }>
// The shape is the shared file's own; a wrong one fails the count below.
const pages: Rows = isThere ? JSON.parse(readFileSync(file, 'utf8')) : {}
const listings: Listing[] = Object.entries(pages).flatMap(([page, { rows }]) =>
  rows.map(({ id, title, price }) => {
    const { amount, currency } = price ?? {}
    return anHonestListing({
      marketplace: page.split('/')[0]!,
      id: `${id}`,
      title: title ?? '',
      price: amount && currency ? { amount, currency } : null,
    })
  }),
)

describe.skipIf(!isThere)('663 listings of real results pages (../shared/pages/ROWS.json)', () => {
  it.each([
    ['an invented brand', halvard()],
    ['an invented brand without a category', halvard({ brand: 'Acme' }, { category: '' })],
    [
      'an invented brand of bags with everyday models',
      halvard({ brand: 'Kestamor' }, { models: ['Nova', 'Classic'], category: 'handbags' }),
    ],
  ])('have no hit and no link to %s', (_, watch) => {
    const scored = shipped.score(watch, listings)
    expect(scored).toHaveLength(663)
    expect(scored.filter(({ isHit }) => isHit).map(({ id, score }) => [id, score.findings])).toEqual([])
    const linked = scored.filter(({ score }) => score.findings.some(({ signal }) => /^brand\.(?!model)/.test(signal)))
    expect(linked.map(({ id }) => id)).toEqual([])
  })
})
