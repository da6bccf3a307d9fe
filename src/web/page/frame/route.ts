import { cell } from '../review/cell.ts'

/** Where we are: the path and what is asked of it. The address is the state: it can be copied, and Back works. */
export type Place = { path: string; query: URLSearchParams }

const read = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) })

export const place = cell<Place>(read())

/** @param how `replace` for a filter that is being typed: it leaves no trail */
export function go(path: string, query?: URLSearchParams, how: 'push' | 'replace' = 'push'): void {
  const text = query?.toString()
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', text ? `${path}?${text}` : path)
  place.set(read())
}

addEventListener('popstate', () => place.set(read()))
