import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { ApiFailure } from '../api.ts'
import { openSession } from '../frame/session.ts'

export type Loaded<T> =
  | { kind: 'loading' }
  | { kind: 'failed'; failure: ApiFailure }
  | { kind: 'loaded'; value: T; isStale: boolean }

/**
 * Loads when `key` changes and when asked again; what was loaded stays on the screen, marked stale, until the new is there.
 * An answer that comes after a newer question is dropped. A session that has ended is handed to the frame.
 */
export function useLoad<T>(key: string, load: () => Promise<T>): [Loaded<T>, () => void] {
  const [state, setState] = useState<Loaded<T>>({ kind: 'loading' })
  const newest = useRef(0)
  const current = useRef(load)
  current.current = load
  const again = useCallback(() => {
    const mine = ++newest.current
    setState((before) => (before.kind === 'loaded' ? { ...before, isStale: true } : { kind: 'loading' }))
    current
      .current()
      .then((value) => mine === newest.current && setState({ kind: 'loaded', value, isStale: false }))
      .catch((error: unknown) => {
        if (!(error instanceof ApiFailure)) throw error
        if (error.status === 401) void openSession()
        if (mine === newest.current) setState({ kind: 'failed', failure: error })
      })
  }, [])
  useEffect(again, [key])
  return [state, again]
}

/** Runs `run` every `everyMs` while the page is looked at, and once when it is looked at again. */
export function useEvery(everyMs: number, run: () => void): void {
  const current = useRef(run)
  current.current = run
  useEffect(() => {
    const tick = () => {
      if (document.visibilityState === 'visible') current.current()
    }
    const timer = setInterval(tick, everyMs)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [everyMs])
}
