import { useEffect, useReducer } from 'preact/hooks'

/** A value that tells when it changed. The page has few: the desk, the outbox' state, notices. */
export type Cell<T> = { get(): T; set(value: T): void; subscribe(run: () => void): () => void }

export function cell<T>(first: T): Cell<T> {
  let value = first
  const readers = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(value, next)) return
      value = next
      for (const run of readers) run()
    },
    subscribe: (run) => {
      readers.add(run)
      return () => readers.delete(run)
    },
  }
}

export function useCell<T>(source: Cell<T>): T {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => source.subscribe(() => redraw(undefined)), [source])
  return source.get()
}
