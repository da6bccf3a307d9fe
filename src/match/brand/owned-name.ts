import type { Name } from './names.ts'

/** A name, its place among its watch's names, and the place of that watch. */
export type Owned = { name: Name; index: number; owner: number }

/** Says that a text may name the watch at that place. */
export type Mark = (owner: number) => void
