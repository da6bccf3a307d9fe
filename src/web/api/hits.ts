import { z } from 'zod'
import { verdicts } from '../../model/hit.ts'
import { groupOpenMax } from '../../model/hit-group.ts'
import type { ApiCard, ApiDecided, ApiHits, ApiLease, ApiUndone } from '../api.ts'
import type { Metrics } from '../metrics.ts'
import type { WebParts } from '../parts.ts'
import { checked, jsonOf, notFound, Problem } from '../problem.ts'
import { type Handler, named } from '../route.ts'
import { cardOnWire, leaseOnWire } from '../wire.ts'
import { hitQuery } from './hit-query.ts'

/** The most that one request may ask for; more is refused with the field's name. */
const pageMax = 100
const leasesMax = 100
const decisionsMax = 50
const noteMax = 2_000

const id = z.string().min(1).max(100)
const query = z.strictObject({
  ...hitQuery,
  after: z.string().max(500).exactOptional(),
  limit: z.coerce.number().int().min(1).max(pageMax).default(50),
  facets: z.literal('1').exactOptional(),
  grouped: z.literal('1').exactOptional(),
})
const leases = z.strictObject({ hits: z.array(id).min(1).max(leasesMax) })
const decision = z.strictObject({
  id: z.uuid(),
  hit: id,
  verdict: z.enum(verdicts),
  others: z.array(id).max(groupOpenMax).exactOptional(),
  note: z.string().trim().min(1).max(noteMax).exactOptional(),
})
const decisions = z.array(decision).min(1).max(decisionsMax)

export function hitHandlers({ review, store, now, marketplaces }: WebParts, metrics: Metrics) {
  const hosts = new Map(marketplaces.map((place) => [place.id, place.hosts]))
  const hostsOf = (marketplace: string) => hosts.get(marketplace) ?? []
  return {
    async list(c) {
      const { after, limit, facets, grouped, ...filter } = checked(query, c.req.query(), 'query')
      const asked = { ...filter, askedOf: c.var.user.id, ...(grouped && { grouped: true as const }) }
      const page = await review.page(asked, after ?? null, limit).catch((error: unknown) => {
        if (!(error instanceof RangeError)) throw error
        throw new Problem(400, 'This place in the list is not known.', 'query.after', 'Start again from the top.')
      })
      const at = now()
      return c.json<ApiHits>({
        hits: page.cards.map((card) => cardOnWire(card, c.var.user.id, at, hostsOf)),
        next: page.next,
        count: page.count,
        countIsCapped: page.countIsCapped,
        facets: facets ? await store.hits.facets(filter) : null,
      })
    },

    async card(c) {
      const card = await review.card(named(c, 'id'), c.var.user)
      if (!card) throw notFound('There is no such hit.', 'id')
      return c.json<ApiCard>(cardOnWire(card, c.var.user.id, now(), hostsOf))
    },

    async leaseOne(c) {
      const [outcome] = await review.lease([named(c, 'id')], c.var.user)
      if (!outcome || outcome.kind === 'missing') throw notFound('There is no such hit.', 'id')
      return c.json<ApiLease>(leaseOnWire(outcome))
    },

    // Several at once: the page holds the cards that come next, so that the next one is there at once.
    async lease(c) {
      const { hits } = checked(leases, await jsonOf(c.req), 'body')
      const outcomes = await review.lease(hits, c.var.user)
      return c.json<{ leases: ApiLease[] }>({ leases: outcomes.map(leaseOnWire) })
    },

    async release(c) {
      const { hits } = checked(leases, await jsonOf(c.req), 'body')
      await review.release(hits, c.var.user)
      return c.body(null, 204)
    },

    async decide(c) {
      const asked = checked(decisions, await jsonOf(c.req), 'body')
      const outcomes = await review.decide(asked, c.var.user)
      outcomes.forEach((outcome, at) => {
        const verdict = asked[at]?.verdict
        if (outcome.kind === 'saved' && verdict) metrics.decided(verdict, outcome.group?.covered ?? 1)
      })
      return c.json<{ decisions: ApiDecided[] }>({ decisions: outcomes })
    },

    async undo(c) {
      const decision = checked(z.uuid(), named(c, 'id'), 'id')
      return c.json<ApiUndone>(await review.undo(decision, c.var.user))
    },
  } satisfies Record<string, Handler>
}
