import type { Store } from '../store/store.ts'
import { CommandError } from './verb.ts'

/** The hit that review asks about first. @throws CommandError when there is none */
export async function strongestHit(store: Store): Promise<string> {
  const { hits } = await store.hits.page({ state: 'open' }, null, 1)
  if (hits[0]) return hits[0].id
  throw new CommandError('there is no open hit; "morgiana hits --state decided" shows those that were decided')
}
