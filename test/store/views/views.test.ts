import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/store/store.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at } from '../visits/on-the-way.ts'

let store: Store
let dana: string
let mara: string
eachWithStore(async (given) => {
  store = given.store
  ;[dana, mara] = [
    (await store.users.ensure('Dana', 'reviewer', at(0))).id,
    (await store.users.ensure('Mara', 'reviewer', at(0))).id,
  ]
})
const save = (name: string, given: { owner?: string; isShared?: boolean; scoreMin?: number } = {}) => {
  const { owner = dana, isShared = false, scoreMin = 0.9 } = given
  return store.views.save({ name, owner, isShared, filter: { state: 'open', scoreMin } }, at(1))
}
const seenBy = async (user: string) => (await store.views.of(user)).map(({ name, by }) => `${name} of ${by}`)

describe('a view', () => {
  it('is its owner’s alone, until it is shared', async () => {
    await save('strong')
    await save('for all', { isShared: true })
    expect([await seenBy(dana), await seenBy(mara)]).toEqual([
      ['for all of Dana', 'strong of Dana'],
      ['for all of Dana'],
    ])
  })

  it('takes the place of the one with its name, its owner’s only', async () => {
    await save('strong', { owner: mara, isShared: true })
    await save('strong', { scoreMin: 0.5 })
    await save('strong', { scoreMin: 0.7 })
    const views = await store.views.of(dana)
    expect(views.map(({ by, filter }) => [by, filter])).toEqual([
      ['Dana', { state: 'open', scoreMin: 0.7 }],
      ['Mara', { state: 'open', scoreMin: 0.9 }],
    ])
  })

  it('is removed by its owner, or by who may remove anybody’s', async () => {
    await save('mine')
    const [view] = await store.views.of(dana)
    expect(await store.views.remove(view!.id, mara)).toBe(false)
    expect(await store.views.remove(view!.id, dana)).toBe(true)
    await save('again')
    const [again] = await store.views.of(dana)
    expect(await store.views.remove(again!.id, null)).toBe(true)
    expect(await store.views.of(dana)).toEqual([])
  })

  it('is one of a hundred at the most; one that is there can still be changed', async () => {
    for (let one = 0; one < 100; one += 1) expect(await save(`view ${one}`)).toBe('saved')
    expect(await save('one more')).toBe('full')
    expect(await save('view 7', { scoreMin: 0.1 })).toBe('saved')
    expect(await save('one more', { owner: mara })).toBe('saved')
  })
})
