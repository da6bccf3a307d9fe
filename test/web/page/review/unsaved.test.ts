import { describe, expect, it } from 'vitest'
import { openUnsaved, type Unsaved } from '../../../../src/web/page/review/unsaved.ts'

const keeping = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}
const one = (id: string): Unsaved => ({ id, hit: 'h', title: 'A shoe', verdict: 'allowed', why: 'taken', at: 'then' })

describe('decisions that were not saved', () => {
  it('stay over a reload until they are read, each once, and are one person’s own', () => {
    const storage = keeping()
    const list = openUnsaved(storage, 'dana')
    for (const id of ['1', '2', '2']) list.add(one(id))
    expect(openUnsaved(storage, 'dana').list.get()).toEqual([one('1'), one('2')])
    expect(openUnsaved(storage, 'mara').list.get()).toEqual([])
    list.clear()
    expect(openUnsaved(storage, 'dana').list.get()).toEqual([])
  })

  it('are at most two hundred, the newest', () => {
    const list = openUnsaved(keeping(), 'dana')
    for (let id = 0; id < 250; id++) list.add(one(`${id}`))
    expect(list.list.get()).toHaveLength(200)
    expect(list.list.get().at(-1)?.id).toBe('249')
  })

  it('begin anew where what was kept cannot be read', () => {
    const storage = keeping()
    storage.setItem('dana', '{"half')
    expect(openUnsaved(storage, 'dana').list.get()).toEqual([])
  })
})
