import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/store/store.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at } from '../visits/on-the-way.ts'

let store: Store
eachWithStore((given) => {
  ;({ store } = given)
})

const captcha = { by: 'captcha', why: 'prove it\u0000' } as const
const opened = { state: 'open', blockedBy: 'captcha', why: 'prove it\ufffd', openedAt: at(1), probeAt: at(11) }
const closed = { state: 'closed', blockedBy: null, why: null, openedAt: null, probeAt: null }

describe('the breaker of a lane', () => {
  it('is closed where nobody ever opened it', async () => {
    expect(await store.lanes.load('shop')).toEqual({ marketplace: 'shop', ...closed })
    expect(await store.lanes.all()).toEqual([])
    expect(await store.lanes.close('shop')).toEqual({ closed: false })
    expect(await store.lanes.takeProbe('shop', at(9), at(19))).toBe(false)
  })

  it('keeps why it was opened first, until it is closed and opened again', async () => {
    expect(await store.lanes.open('shop', captcha, at(1), at(11))).toEqual({ opened: true })
    expect(await store.lanes.open('shop', { by: null, why: 'changed' }, at(2), at(12))).toEqual({ opened: false })
    expect(await store.lanes.load('shop')).toEqual({ marketplace: 'shop', ...opened })
    expect(await store.lanes.close('shop')).toEqual({ closed: true })
    expect(await store.lanes.close('shop')).toEqual({ closed: false })
    expect(await store.lanes.load('shop')).toEqual({ marketplace: 'shop', ...closed })
    expect(await store.lanes.open('shop', { by: null, why: 'changed' }, at(2), at(12))).toEqual({ opened: true })
    expect(await store.lanes.load('shop')).toMatchObject({ state: 'open', blockedBy: null, why: 'changed' })
  })

  it('gives one probe when it is due, and none of a lane that is closed, or of another', async () => {
    await store.lanes.open('shop', captcha, at(1), at(11))
    await store.lanes.open('other', captcha, at(1), at(99))
    expect(await store.lanes.takeProbe('shop', at(10), at(20))).toBe(false)
    const asked = await Promise.all(Array.from({ length: 5 }, () => store.lanes.takeProbe('shop', at(11), at(21))))
    expect(asked.filter(Boolean)).toHaveLength(1)
    expect(await store.lanes.load('shop')).toMatchObject({ openedAt: at(1), probeAt: at(21) })
    expect(await store.lanes.load('other')).toMatchObject({ probeAt: at(99) })
    await store.lanes.close('shop')
    expect(await store.lanes.takeProbe('shop', at(30), at(40))).toBe(false)
    expect(await store.lanes.load('other')).toMatchObject({ state: 'open' })
  })

  it('is listed with the others by name', async () => {
    for (const id of ['b', 'a', 'c']) await store.lanes.open(id, captcha, at(1), at(11))
    await store.lanes.close('c')
    expect(await store.lanes.all()).toEqual([
      { marketplace: 'a', ...opened },
      { marketplace: 'b', ...opened },
      { marketplace: 'c', ...closed },
    ])
  })
})

describe('the budget of a day', () => {
  const take = (day: string, budget: number, watch = 'halvard') => store.budget.take(watch, day, budget)

  it('is taken as often as it has, however many ask at once, and begins anew each day', async () => {
    const asked = await Promise.all(Array.from({ length: 9 }, () => take('2026-11-01', 4)))
    expect(asked.filter(Boolean)).toHaveLength(4)
    expect([await take('2026-11-02', 4), await take('2026-11-01', 4), await take('2026-11-01', 5)]).toEqual([
      ...[true, false, true],
    ])
    expect(await store.budget.spent('halvard', '2026-11-01')).toBe(5)
    expect(await store.budget.spent('halvard', '2026-11-02')).toBe(1)
  })

  it('of nothing gives nothing, and another watch’s is its own', async () => {
    expect(await take('2026-11-01', 0)).toBe(false)
    expect(await store.budget.spent('halvard', '2026-11-01')).toBe(0)
    expect([await take('2026-11-01', 1), await take('2026-11-01', 1, 'other')]).toEqual([true, true])
    expect(await store.budget.spent('other', '2026-11-01')).toBe(1)
  })
})
