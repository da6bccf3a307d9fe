import type { HitFilter } from '../hits/hit-store.ts'

/** A filter of the list of hits under a name. `owner` is the id of who saved it, `by` their name; a shared one is for everybody. */
export type HitView = {
  id: string
  name: string
  filter: HitFilter
  owner: string
  by: string
  isShared: boolean
}

export type ViewStore = {
  /** Those that this user sees, own and shared, by name. */
  of(user: string): Promise<HitView[]>
  /** Under a name that its owner has used it takes the older one's place. `full`: they have as many as one may have. */
  save(view: Pick<HitView, 'name' | 'filter' | 'owner' | 'isShared'>, now: Date): Promise<'saved' | 'full'>
  /** @param owner only if it is theirs; null for whoever's it is. @returns false when there is no such one */
  remove(id: string, owner: string | null): Promise<boolean>
}
