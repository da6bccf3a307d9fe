import { describe, expect, it } from 'vitest'
import type { ApiLease } from '../../../../src/web/api.ts'
import type { Desk } from '../../../../src/web/page/review/desk.ts'
import type { Op } from '../../../../src/web/page/review/outbox.ts'
import { aCard, aDesk, iso, minute } from './desk-before-server.ts'

const filter = new URLSearchParams({ watch: 'halvard' })
const shown = ({ state }: Desk) => state.get().queue.current
const many = (count: number) => Array.from({ length: count }, (_, place) => aCard(`c${place}`))

describe('a desk that is opened', () => {
  it('asks for open hits of its filter, shows the first, and holds those that come next', async () => {
    const { desk, lines, leased } = await aDesk(many(30))
    await desk.open(filter, null)
    expect(lines()[0]).toBe('GET /api/hits?watch=halvard&state=open&grouped=1&limit=50')
    expect(desk.state.get()).toMatchObject({ phase: 'ready', failure: null, left: 30, leftIsCapped: false, next: null })
    expect(shown(desk)).toBe('c0')
    await expect.poll(leased).toEqual([many(12).map(({ id }) => id)])
  })

  it('shows the hit that is named first, though it is not among them', async () => {
    const { desk, known } = await aDesk(many(3))
    known.set('other', aCard('other'))
    await desk.open(filter, 'other')
    expect(desk.state.get().queue.order).toEqual(['other', 'c0', 'c1', 'c2'])
    expect(shown(desk)).toBe('other')
    await desk.open(filter, 'nothing')
    expect(shown(desk)).toBe('c0')
  })

  it('passes over a card that somebody else holds', async () => {
    const heldBy = { name: 'Mara', until: iso(1_000_000 + minute) }
    const { desk } = await aDesk([aCard('a', { heldBy }), aCard('b'), aCard('c')])
    await desk.open(filter, null)
    expect(shown(desk)).toBe('b')
  })

  it('that could not load says so; one that did stays as it is when a refresh fails', async () => {
    const { desk, close } = await aDesk(many(2))
    await desk.open(filter, null)
    await close()
    await desk.refresh()
    expect(desk.state.get()).toMatchObject({ phase: 'ready', failure: null })
    await desk.open(filter, null)
    expect(desk.state.get()).toMatchObject({ phase: 'failed', failure: { status: 0 } })
  })

  it('has more cards asked for before it runs out', async () => {
    const { desk, lines } = await aDesk([], { pages: [many(30), [aCard('more')]] })
    await desk.open(filter, null)
    await expect.poll(() => desk.state.get().queue.order.at(-1)).toBe('more')
    expect(lines().filter((line) => line.includes('after=1'))).toHaveLength(1)
    expect(desk.state.get()).toMatchObject({ next: null, left: 31 })
  })

  it('asks for no more while it has enough', async () => {
    const { desk, lines, leased } = await aDesk([], { pages: [many(33), [aCard('more')]] })
    await desk.open(filter, null)
    await expect.poll(leased).toHaveLength(1)
    expect(lines().filter((line) => line.includes('after='))).toEqual([])
    desk.decide('allowed')
    await expect.poll(() => lines().filter((line) => line.includes('after=1')).length).toBe(1)
  })
})

describe('a decision', () => {
  it('goes to the outbox, to the next card, and out of what is left', async () => {
    const { desk, sent, remembered } = await aDesk(many(2))
    await desk.open(filter, null)
    desk.decide('counterfeit')
    expect(sent).toEqual([{ kind: 'decide', id: expect.any(String), hit: 'c0', verdict: 'counterfeit' }])
    expect([shown(desk), desk.state.get().left, remembered]).toEqual(['c1', 1, [['c0']]])
    desk.decide('allowed')
    desk.decide('allowed')
    expect([shown(desk), desk.state.get().left, sent.length]).toEqual([null, 0, 2])
  })

  it('that is made anew takes the one before back, and is counted once', async () => {
    const { desk, sent } = await aDesk(many(2))
    await desk.open(filter, null)
    desk.decide('counterfeit')
    desk.step(-1)
    desk.decide('allowed')
    const [first] = sent
    expect(sent.map(({ kind }) => kind)).toEqual(['decide', 'undo', 'decide'])
    expect(sent[1]).toEqual({ kind: 'undo', id: first?.id })
    expect(desk.state.get().left).toBe(1)
  })

  it('of somebody else stands; one’s own of another day may be replaced', async () => {
    const decided = { state: 'decided' as const, decidedBy: 'Mara' }
    const { desk, sent, told, known } = await aDesk(many(1))
    known.set('theirs', aCard('theirs', decided))
    known.set('mine', aCard('mine', { ...decided, decidedBy: 'Dana' }))
    await desk.open(filter, 'theirs')
    desk.decide('allowed')
    expect([sent, told.length]).toEqual([[], 1])
    await desk.open(filter, 'mine')
    desk.decide('allowed')
    expect(sent).toMatchObject([{ hit: 'mine' }])
  })

  it('that is taken back shows its card again; with none there is nothing to take back', async () => {
    const { desk, sent, told } = await aDesk(many(2))
    await desk.open(filter, null)
    desk.undo()
    expect([sent, told.length]).toEqual([[], 1])
    desk.decide('counterfeit')
    desk.undo()
    expect(sent[1]).toEqual({ kind: 'undo', id: sent[0]?.id })
    expect([shown(desk), desk.state.get().left]).toEqual(['c0', 2])
    expect(told.at(-1)).toContain('title c0')
  })
})

describe('what the server made of a decision', () => {
  const settled = async () => {
    const made = await aDesk(many(3))
    await made.desk.open(filter, null)
    made.desk.decide('counterfeit')
    return { ...made, op: made.sent[0] as Extract<Op, { kind: 'decide' }> }
  }

  it('is no news where it took it', async () => {
    const { desk, op, refused } = await settled()
    desk.settle({ op, kind: 'saved' })
    expect([refused, desk.state.get().queue.decided.has('c0')]).toEqual([[], true])
  })

  it.each([
    [{ by: 'Mara' }, /^Mara /],
    [{ said: 'too late' }, /^too late$/],
    [null, /no longer there/],
  ])('is told where it did not: %j, and its card leaves the list', async (why, said) => {
    const { desk, op, refused, remembered } = await settled()
    desk.settle({ op, kind: 'not-saved', why })
    expect(refused).toEqual([
      { id: op.id, hit: 'c0', title: 'title c0', verdict: 'counterfeit', why: expect.stringMatching(said) },
    ])
    const { queue } = desk.state.get()
    expect([queue.order, queue.decided.size, remembered.at(-1)]).toEqual([['c1', 'c2'], 0, []])
  })

  it('that was taken back is held again; where it cannot be, the card goes and is told', async () => {
    const { desk, op, refused, leased } = await settled()
    await expect.poll(leased).toHaveLength(1)
    desk.undo()
    const before = leased().length
    desk.settle({ op: { kind: 'undo', id: op.id }, kind: 'saved' })
    await expect.poll(() => leased().slice(before).flat()).toContain('c0')
    desk.decide('allowed')
    desk.undo()
    const undone = desk.state.get().queue
    expect(undone.current).toBe('c0')
    const last = { kind: 'undo' as const, id: 'unknown' }
    desk.settle({ op: last, kind: 'not-saved', why: null })
    expect(refused).toMatchObject([{ id: 'unknown', hit: '', title: 'unknown', verdict: null }])
    expect(desk.state.get().queue.order).toContain('c0')
  })

  it('that cannot be taken back drops its card', async () => {
    const { desk, op, refused } = await settled()
    desk.undo()
    desk.settle({ op: { kind: 'undo', id: op.id }, kind: 'not-saved', why: null })
    expect(refused).toMatchObject([{ id: op.id, hit: 'c0', title: 'title c0', verdict: null }])
    expect(desk.state.get().queue.order).toEqual(['c1', 'c2'])
  })
})

describe('leases', () => {
  it('are renewed when little of them is left, and not before', async () => {
    const { desk, clock, leased } = await aDesk(many(3))
    await desk.open(filter, null)
    await expect.poll(leased).toHaveLength(1)
    await desk.hold()
    expect(leased()).toHaveLength(1)
    clock.now += minute
    await desk.hold()
    expect(leased()).toEqual([
      ['c0', 'c1', 'c2'],
      ['c0', 'c1', 'c2'],
    ])
  })

  it('are given back when one leaves, and then asked for anew', async () => {
    const { desk, lines, leased } = await aDesk(many(2))
    await desk.open(filter, null)
    await expect.poll(leased).toHaveLength(1)
    await desk.hold()
    desk.release()
    await expect.poll(lines).toContain('POST /api/leases/release')
    await desk.hold()
    expect(leased()).toHaveLength(2)
  })

  it('that another has pass the card over; a card that is closed leaves the list', async () => {
    const lease = (hits: string[]) =>
      hits.map((hit): ApiLease => {
        if (hit === 'c0') return { hit, kind: 'taken', by: 'Mara', until: iso(0) }
        return hit === 'c1' ? { hit, kind: 'closed' } : { hit, kind: 'held', until: iso(1_000_000 + 2 * minute) }
      })
    const { desk, clock } = await aDesk(many(3), { lease })
    await desk.open(filter, null)
    await expect.poll(() => shown(desk)).toBe('c2')
    const { queue } = desk.state.get()
    expect(queue.order).toEqual(['c0', 'c2'])
    expect(queue.taken.get('c0')).toEqual({ name: 'Mara', untilMs: clock.now + 5_000 })
  })

  it('are asked for further ahead by who decides fast', async () => {
    const { desk, clock, leased } = await aDesk(many(200))
    await desk.open(filter, null)
    for (let count = 0; count < 20; count += 1) desk.decide('allowed')
    await expect.poll(() => new Set(leased().flat()).size).toBeGreaterThanOrEqual(120)
    clock.now += 11_000
    const before = leased().length
    desk.decide('allowed')
    expect(leased()).toHaveLength(before)
  })

  it('without an answer cut the desk off: only cards that are held are offered, until one comes', async () => {
    const { desk, clock, close } = await aDesk(many(20))
    await desk.open(filter, null)
    // Held, or the answer that says so has come.
    desk.setCut(true)
    await expect.poll(() => desk.isOffered('c0')).toBe(true)
    await close()
    clock.now += minute
    await desk.hold()
    expect(desk.state.get().isCut).toBe(true)
    expect([desk.isOffered('c0'), desk.isOffered('c15')]).toEqual([true, false])
    clock.now += minute
    expect(desk.isOffered('c0')).toBe(false)
    desk.decide('allowed')
    expect(shown(desk)).toBe('c0')
    desk.setCut(false)
    expect([desk.state.get().isCut, desk.isOffered('c15')]).toEqual([false, true])
  })

  it('that are refused do not cut it off', async () => {
    const { desk } = await aDesk(many(2), { lease: () => ({ status: 503 }) })
    await desk.open(filter, null)
    await desk.hold()
    expect(desk.state.get().isCut).toBe(false)
  })
})

describe('a refresh', () => {
  it('brings a card back that was decided here and changed since', async () => {
    const { desk, known } = await aDesk(many(2))
    await desk.open(filter, null)
    desk.decide('allowed')
    await desk.refresh()
    expect(desk.state.get()).toMatchObject({ left: 1 })
    expect(desk.state.get().queue.decided.has('c0')).toBe(true)
    Object.assign(known.get('c0') ?? {}, { reopenedAt: iso(5) })
    await desk.refresh()
    expect(desk.state.get().queue.decided.has('c0')).toBe(false)
    expect(desk.state.get().queue.order).toEqual(['c1', 'c0'])
  })
})
