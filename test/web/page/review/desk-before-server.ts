import type { ApiCard, ApiLease } from '../../../../src/web/api.ts'
import { openDesk } from '../../../../src/web/page/review/desk.ts'
import type { Op } from '../../../../src/web/page/review/outbox.ts'
import { type Answer, type Asked, ownServer } from '../own-server.ts'

export const minute = 60_000
export const iso = (ms: number): string => new Date(ms).toISOString()
export const aCard = (id: string, given: Partial<ApiCard> = {}): ApiCard =>
  ({
    id,
    state: 'open',
    heldBy: null,
    reopenedAt: null,
    pictures: [],
    listing: { title: `title ${id}` },
    ...given,
  }) as ApiCard

/** A desk before a server that knows these cards: what it was told, asked and showed. */
export async function aDesk(
  cards: ApiCard[],
  given: { pages?: ApiCard[][]; lease?: (hits: string[]) => ApiLease[] | Answer } = {},
) {
  const clock = { now: 1_000_000 }
  const sent: Op[] = []
  const told: string[] = []
  const refused: unknown[] = []
  const remembered: string[][] = []
  const pages = given.pages ?? [cards]
  const known = new Map(pages.flat().map((card) => [card.id, card]))
  const held = (hits: string[]) =>
    hits.map((hit): ApiLease => ({ hit, kind: 'held', until: iso(clock.now + 2 * minute) }))
  const { asked, close } = await ownServer(({ line, body }: Asked): Answer => {
    if (line.startsWith('GET /api/hits?')) {
      const at = Number(new URLSearchParams(line.split('?')[1]).get('after') ?? 0)
      const next = at + 1 < pages.length ? `${at + 1}` : null
      return { body: { hits: pages[at] ?? [], next, count: known.size, countIsCapped: false } }
    }
    if (line.startsWith('GET /api/hits/')) {
      const card = known.get(line.slice('GET /api/hits/'.length))
      return card
        ? { body: card }
        : { status: 404, body: { error: { what: 'There is no such hit.', where: 'id', todo: '' } } }
    }
    const { hits = [] } = body as { hits?: string[] }
    const leases = (given.lease ?? held)(hits)
    return Array.isArray(leases) ? { body: { leases } } : leases
  })
  const desk = openDesk({
    outbox: () => ({ add: (op) => sent.push(op), resume: () => undefined, waiting: () => 0, isFailing: () => false }),
    tell: (text) => told.push(text),
    refused: (one) => refused.push(one),
    remember: (made) => remembered.push(made.map(({ hit }) => hit)),
    ...{ recalled: [], me: 'Dana', nowMs: () => clock.now },
  })
  const lines = () => asked.map(({ line }) => line)
  const leased = () =>
    asked.filter(({ line }) => line === 'POST /api/leases').map(({ body }) => (body as { hits: string[] }).hits)
  return { desk, clock, sent, told, refused, remembered, asked, lines, leased, close, known }
}
