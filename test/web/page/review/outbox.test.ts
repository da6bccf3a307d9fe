import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../../../src/model/hit.ts'
import { type Op, type Outbox, type Outcome, openOutbox, type Sent } from '../../../../src/web/page/review/outbox.ts'

/** A server that saves each decision once by its id, behind a line that can fail before or after it has heard. */
function aLine(answers: ('ok' | 'lost before' | 'lost after' | 'signed-out')[] = []) {
  const saved = new Map<string, string>()
  const log: string[] = []
  const through = async <T>(run: () => T): Promise<Sent<T>> => {
    const answer = answers.shift() ?? 'ok'
    if (answer === 'lost before') return { kind: 'failed' }
    if (answer === 'signed-out') return { kind: 'signed-out' }
    const value = run()
    return answer === 'lost after' ? { kind: 'failed' } : { kind: 'ok', value }
  }
  return { saved, log, through }
}

function aPage(line: ReturnType<typeof aLine>, memory = new Map<string, string>(), refuse: string[] = []) {
  const timers: (() => void)[] = []
  const outcomes: Outcome[] = []
  let clock = 0
  const outbox: Outbox = openOutbox({
    storage: {
      keys: () => [...memory.keys()],
      get: (key) => memory.get(key) ?? null,
      set: (key, value) => memory.set(key, value),
      remove: (key) => memory.delete(key),
    },
    user: 'dana',
    decide: async (decisions) => {
      if (decisions.some(({ hit }) => refuse.includes(hit))) return { kind: 'refused', why: 'no such verdict' }
      return line.through(() =>
        decisions.map(({ id, hit }) => {
          if (hit === 'held') return { id, kind: 'taken', by: 'Mara' } as const
          line.log.push(`decide ${hit}`)
          const kind = line.saved.has(id) ? 'already' : 'saved'
          line.saved.set(id, hit)
          return { id, kind } as const
        }),
      )
    },
    undo: (id) =>
      line.through(() => {
        line.log.push(`undo ${line.saved.get(id)}`)
        line.saved.delete(id)
        return { kind: 'undone' }
      }),
    later: (_, run) => timers.push(run),
    nowMs: () => ++clock,
    onChange: () => undefined,
    onOutcome: (outcome) => outcomes.push(outcome),
  })
  /** Lets answers come, but no time pass: nothing is tried again. */
  const answered = async () => {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve()
  }
  /** Lets answers come and time pass until nothing is on its way. */
  const settle = async () => {
    for (let turn = 0; turn < 500; turn++) {
      await Promise.resolve()
      if (turn % 20 === 19) timers.shift()?.()
    }
  }
  return { outbox, memory, outcomes, answered, settle }
}

const decide = (hit: string, verdict: Verdict = 'counterfeit'): Op => ({
  kind: 'decide',
  id: `id-${hit}`,
  hit,
  verdict,
})

describe('decisions on a good line', () => {
  it('are sent in order and then forgotten', async () => {
    const line = aLine()
    const page = aPage(line)
    for (const hit of ['a', 'b', 'c']) page.outbox.add(decide(hit))
    expect(page.memory.size).toBe(3)
    await page.settle()
    expect(line.log).toEqual(['decide a', 'decide b', 'decide c'])
    expect([page.memory.size, page.outbox.waiting()]).toEqual([0, 0])
  })

  it('are never overtaken by the undo that follows them', async () => {
    const line = aLine()
    const page = aPage(line)
    page.outbox.add(decide('a'))
    page.outbox.add(decide('b'))
    page.outbox.add({ kind: 'undo', id: 'id-b' })
    page.outbox.add(decide('c'))
    await page.settle()
    expect(line.log).toEqual(['decide a', 'decide b', 'undo b', 'decide c'])
    expect([...line.saved.values()]).toEqual(['a', 'c'])
  })
})

describe('a line that is cut', () => {
  it('says how many wait, and sends them when it is back', async () => {
    const line = aLine(['lost before', 'lost before'])
    const page = aPage(line)
    page.outbox.add(decide('a'))
    await page.answered()
    page.outbox.add(decide('b'))
    expect([page.outbox.isFailing(), page.outbox.waiting()]).toEqual([true, 2])
    await page.settle()
    expect([page.outbox.isFailing(), page.outbox.waiting()]).toEqual([false, 0])
    expect([...line.saved.values()]).toEqual(['a', 'b'])
  })

  it('doubles nothing when the server had heard and its answer was lost', async () => {
    const line = aLine(['lost after'])
    const page = aPage(line)
    page.outbox.add(decide('a'))
    await page.settle()
    expect(line.log).toEqual(['decide a', 'decide a'])
    expect(line.saved.size).toBe(1)
    expect(page.outcomes).toMatchObject([{ kind: 'saved' }])
  })

  it('loses nothing when the page is closed meanwhile: the next page sends it', async () => {
    const memory = new Map<string, string>()
    const first = aPage(aLine(Array(100).fill('lost before')), memory)
    first.outbox.add(decide('a'))
    first.outbox.add(decide('b'))
    const line = aLine()
    const second = aPage(line, memory)
    expect(second.outbox.waiting()).toBe(2)
    await second.settle()
    expect([...line.saved.values()]).toEqual(['a', 'b'])
    expect(memory.size).toBe(0)
  })

  it('leaves every decision saved once and in order, whatever gets lost', async () => {
    const fate = fc.constantFrom('ok' as const, 'lost before' as const, 'lost after' as const)
    const ops = fc.array(fc.constantFrom('decide', 'undo'), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { maxLength: 8 }), ops, async (fates, kinds) => {
        const line = aLine([...fates])
        const page = aPage(line)
        const expected: string[] = []
        for (const [place, kind] of kinds.entries()) {
          const hit = `h${place}`
          const last = expected.at(-1)
          if (kind === 'undo' && last !== undefined) {
            page.outbox.add({ kind: 'undo', id: `id-${last}` })
            expected.pop()
          } else {
            page.outbox.add(decide(hit))
            expected.push(hit)
          }
        }
        await page.settle()
        expect([...line.saved.values()]).toEqual(expected)
        expect(page.memory.size).toBe(0)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a session that has ended', () => {
  it('keeps what waits until the person has signed in again', async () => {
    const line = aLine(['signed-out'])
    const page = aPage(line)
    page.outbox.add(decide('a'))
    await page.settle()
    expect([page.outbox.waiting(), line.saved.size]).toEqual([1, 0])
    page.outbox.resume()
    await page.settle()
    expect([page.outbox.waiting(), line.saved.size]).toEqual([0, 1])
  })

  it('never sends what another person has left', async () => {
    const memory = new Map([['morgiana.outbox.mara.000000000000001-000000-x', JSON.stringify(decide('a'))]])
    const line = aLine()
    const page = aPage(line, memory)
    await page.settle()
    expect([line.saved.size, memory.size]).toEqual([0, 1])
  })
})

describe('a decision that the server does not take', () => {
  it('is told, with who had it', async () => {
    const page = aPage(aLine())
    page.outbox.add(decide('held'))
    page.outbox.add(decide('a'))
    await page.settle()
    expect(page.outcomes).toMatchObject([
      { kind: 'not-saved', why: { by: 'Mara' } },
      { kind: 'saved', op: { hit: 'a' } },
    ])
  })

  it('does not take the others of its batch with it', async () => {
    const line = aLine(['lost before'])
    const page = aPage(line, new Map(), ['bad'])
    for (const hit of ['a', 'bad', 'b']) page.outbox.add(decide(hit))
    await page.settle()
    expect([...line.saved.values()]).toEqual(['a', 'b'])
    expect(page.outcomes.find(({ kind }) => kind === 'not-saved')).toMatchObject({ why: { said: 'no such verdict' } })
  })

  it('cannot stop the page with an entry that is no decision', async () => {
    const memory = new Map([['morgiana.outbox.dana.1', '{broken']])
    const page = aPage(aLine(), memory)
    expect([page.outbox.waiting(), memory.size]).toEqual([0, 0])
  })
})
