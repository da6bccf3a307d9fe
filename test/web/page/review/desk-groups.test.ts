import { describe, expect, it } from 'vitest'
import type { ApiCard, ApiMember } from '../../../../src/web/api.ts'
import { aCard, aDesk, iso, minute } from './desk-before-server.ts'

const filter = new URLSearchParams()
const aMember = (id: string): ApiMember => ({
  ...{ id, marketplace: 'bazaar', title: `title ${id}`, price: null, seller: 's', picture: null, score: 0.9 },
  ...{ by: 'seller', joinedAt: null, changes: [] },
})
const withGroup = (id: string, ...members: string[]): ApiCard =>
  aCard(id, { group: { by: null, joinedAt: null, members: members.map(aMember), decided: {}, last: null } })

async function opened(cards = [withGroup('a', 'a1', 'a2'), aCard('b')]) {
  const made = await aDesk(cards)
  for (const id of ['a1', 'a2', 'a3']) made.known.set(id, aCard(id))
  await made.desk.open(filter, null)
  const { state } = made.desk
  const decide = () => made.desk.decide('counterfeit')
  return { ...made, decide, queue: () => state.get().queue, left: () => state.get().left }
}

describe('a decision on a card with a group', () => {
  it('covers all that stand on it, is counted for all, and is taken back as one', async () => {
    const { desk, decide, sent, told, queue, left } = await opened()
    const before = left()
    decide()
    expect(sent).toMatchObject([{ kind: 'decide', hit: 'a', others: ['a1', 'a2'] }])
    expect([queue().current, left()]).toEqual(['b', before - 3])
    expect(told).toEqual(['Counterfeit: 3 hits. Z takes it back for all.'])
    desk.undo()
    expect(sent[1]).toEqual({ kind: 'undo', id: sent[0]?.id })
    expect([queue().current, left(), queue().decided.size]).toEqual(['a', before, 0])
    expect(told[1]).toContain('and 2 others')
  })

  it('leaves out who was taken out, whose own card comes next', async () => {
    const { desk, decide, sent, queue } = await opened()
    desk.takeOut('a2')
    desk.takeOut('a1')
    desk.takeOut('a1')
    await expect.poll(() => desk.state.get().cards.has('a2')).toBe(true)
    decide()
    expect(sent).toMatchObject([{ hit: 'a', others: ['a1'] }])
    expect(queue().current).toBe('a2')
    decide()
    expect(sent[1]).toMatchObject({ hit: 'a2' })
    expect(sent[1]).not.toHaveProperty('others')
    expect(queue().current).toBe('b')
  })

  it('does not cover who has come to the card that is looked at', async () => {
    const { desk, known, decide, sent } = await opened()
    known.set('a', withGroup('a', 'a1', 'a2', 'a3'))
    await desk.refresh()
    decide()
    expect(sent).toMatchObject([{ others: ['a1', 'a2'] }])
  })

  it('with another verdict is made anew for the same hits', async () => {
    const { desk, decide, sent } = await opened()
    decide()
    desk.step(-1)
    desk.decide('allowed')
    expect(sent.slice(1)).toMatchObject([
      { kind: 'undo', id: sent[0]?.id },
      { kind: 'decide', hit: 'a', verdict: 'allowed', others: ['a1', 'a2'] },
    ])
  })

  it('tells what somebody else has decided or holds, each by itself, and what came after it was shown', async () => {
    const { desk, decide, sent, told, refused } = await opened()
    decide()
    const [op] = sent
    if (op?.kind !== 'decide') throw new Error('a decision was made')
    const group = { covered: 2, left: [{ hit: 'a2', by: 'Mara' }], open: ['a3'] }
    desk.settle({ op, kind: 'saved', group })
    expect(refused).toMatchObject([{ hit: 'a2', title: 'title a2', verdict: 'counterfeit' }])
    expect(told.at(-1)).toMatch(/1 hit came to this group after you saw it/)
  })

  it('that is refused as a whole leaves none of its hits as decided', async () => {
    const { desk, decide, sent, queue } = await opened()
    decide()
    const [op] = sent
    if (!op) throw new Error('a decision was made')
    desk.settle({ op, kind: 'not-saved', why: { by: 'Mara' } })
    expect(queue().decided.size).toBe(0)
  })
})

describe('a card that comes', () => {
  it('is fetched again when its lease says that others stand on it than it was sent with', async () => {
    const cards = [aCard('b'), withGroup('a', 'a1')]
    const { desk, known } = await aDesk(cards, {
      lease: (hits) =>
        hits.map((hit) => ({
          ...{ hit, kind: 'held' as const, until: iso(1_000_000 + 2 * minute) },
          ...(hit === 'a' && { others: ['a1', 'a2'] }),
        })),
    })
    const opening = desk.open(filter, null)
    await opening
    known.set('a', withGroup('a', 'a1', 'a2'))
    await expect.poll(() => desk.state.get().cards.get('a')?.group?.members.length).toBe(2)
  })
})
