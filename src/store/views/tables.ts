import type { ColumnType, JSONColumnType } from 'kysely'
import type { HitView } from './view-store.ts'

/** The table of migration 0026. */
export type ViewTables = {
  hit_views: {
    id: string
    owner: string
    name: string
    filter: JSONColumnType<HitView['filter']>
    shared: boolean
    saved_at: ColumnType<Date, Date, Date>
  }
}
