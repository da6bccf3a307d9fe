import type { Verdict } from '../../../model/hit.ts'
import { type Cell, cell } from './cell.ts'

/** A decision that the server did not take, and why: somebody has the card, it said so, or the card is gone. */
export type Unsaved = { id: string; hit: string; title: string; verdict: Verdict | null; why: string; at: string }

/** More are counted with the oldest dropped: nobody reads further. */
const unsavedMax = 200

/** What was not saved, until the person has read it: it outlives a reload, and no time makes it go. */
export type UnsavedList = {
  list: Cell<readonly Unsaved[]>
  add(one: Unsaved): void
  /** The person has read them. */
  clear(): void
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>

/** @param key where it is kept, one's own for each person */
export function openUnsaved(storage: Storage, key: string): UnsavedList {
  const list = cell(readKept(storage.getItem(key)))
  return {
    list,
    add(one) {
      list.set([...list.get().filter(({ id }) => id !== one.id), one].slice(-unsavedMax))
      storage.setItem(key, JSON.stringify(list.get()))
    },
    clear() {
      list.set([])
      storage.removeItem(key)
    },
  }
}

function readKept(text: string | null): readonly Unsaved[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    // Written by `add` under a key of ours; what is no list is a stranger's.
    return Array.isArray(kept) ? (kept as Unsaved[]) : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
