import { describe, expect, it } from 'vitest'
import {
  cardsAhead,
  decided,
  dropped,
  emptyQueue,
  freeAfter,
  type Made,
  type Queue,
  stepped,
  taken,
  undone,
  withCards,
} from '../../../../src/web/page/review/queue.ts'

const now = 1_000
const queueOf = (cards: string): Queue => withCards(emptyQueue, [...cards], now)
const made = (hit: string): Made => ({ decision: `d-${hit}`, hit, verdict: 'counterfeit', title: hit })
const decide = (queue: Queue) => decided(queue, made(queue.current ?? ''), now)
const take = (queue: Queue, card: string, untilMs = now + 50) => taken(queue, card, 'Dana', untilMs, now)

describe('a queue of cards', () => {
  it('begins at the first and goes on to the next with each decision', () => {
    let queue = queueOf('abc')
    const shown = [queue.current]
    for (let count = 0; count < 3; count++) {
      queue = decide(queue)
      shown.push(queue.current)
    }
    expect(shown).toEqual(['a', 'b', 'c', null])
  })

  it('keeps the place of what it has when more come, and takes the first of them when it was at its end', () => {
    const atEnd = decide(decide(queueOf('ab')))
    const grown = withCards(atEnd, ['a', 'c'], now)
    expect([grown.order, grown.current]).toEqual([['a', 'b', 'c'], 'c'])
  })

  it('comes back to cards that were passed over', () => {
    const passed = stepped(queueOf('abc'), 1, now)
    const queue = decide(decide(passed))
    expect(queue.current).toBe('a')
  })
})

describe('J and K', () => {
  it('go one card down and up, also to decided ones, and stay at the ends', () => {
    let queue = decide(queueOf('ab'))
    queue = stepped(queue, -1, now)
    expect(queue.current).toBe('a')
    expect(stepped(queue, -1, now).current).toBe('a')
    expect(stepped(stepped(queue, 1, now), 1, now).current).toBe('b')
  })

  it('go over a card that somebody else holds', () => {
    expect(stepped(take(queueOf('abc'), 'b'), 1, now).current).toBe('c')
  })

  it('come back from the end of the queue to its last card', () => {
    expect(stepped(decide(queueOf('a')), -1, now).current).toBe('a')
  })
})

describe('a card that another reviewer holds', () => {
  it('is skipped by the next decision', () => {
    expect(decide(take(queueOf('abc'), 'b')).current).toBe('c')
  })

  it('gives way at once when it is the one shown', () => {
    expect(take(queueOf('abc'), 'a').current).toBe('b')
  })

  it('is free again when the lease has ended', () => {
    const queue = take(queueOf('abc'), 'b', now + 50)
    expect(cardsAhead(queue, 9, now)).toEqual(['a', 'c'])
    expect(cardsAhead(queue, 9, now + 50)).toEqual(['a', 'b', 'c'])
  })

  it('leaves nothing to show when it was the last', () => {
    expect(take(queueOf('a'), 'a').current).toBeNull()
  })
})

describe('undo', () => {
  it('takes the decisions back in turn, newest first, to the first of the session', () => {
    let queue = decide(decide(queueOf('abc')))
    const back: (string | null)[] = []
    for (const one of [...queue.made].reverse()) {
      queue = undone(queue, one.decision)
      back.push(queue.current)
    }
    expect(back).toEqual(['b', 'a'])
    expect(queue.decided.size).toBe(0)
    expect(undone(queue, 'd-x')).toBe(queue)
  })

  it('puts a card that the list no longer has where we are', () => {
    const queue = { ...decide(queueOf('abc')), order: ['b', 'c'] }
    const back = undone(queue, 'd-a')
    expect([back.order, back.current]).toEqual([['a', 'b', 'c'], 'a'])
  })
})

describe('what is asked for ahead of need', () => {
  it('is the current card and the free ones after it', () => {
    const queue = decide(queueOf('abcdef'))
    expect(cardsAhead(queue, 3, now)).toEqual(['b', 'c', 'd'])
    expect(freeAfter(queue, now)).toBe(4)
  })

  it('is nothing for a card that is gone', () => {
    const queue = dropped(queueOf('abc'), 'a', now)
    expect([queue.order, queue.current]).toEqual([['b', 'c'], 'b'])
    expect(dropped(queueOf('a'), 'a', now).current).toBeNull()
  })
})
