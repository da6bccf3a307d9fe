import type { Sort } from './sort.ts'

/**
 * One page of one search. `sort` left out is the order that comes unasked; `origin` replaces the territory's own (saved pages,
 * the demo); pages count from 1.
 */
export type SearchQuery = { keyword: string; page: number; territory: string; sort?: Sort; origin?: string }
