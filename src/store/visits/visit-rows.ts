import type { Selectable } from 'kysely'
import type { Tables } from '../tables.ts'
import type { PlannedVisit } from './visit-store.ts'

type Row = Pick<Selectable<Tables['visits']>, 'id' | 'run_id' | 'watch_id' | 'marketplace' | 'listing_id'>

export const visitOf = (row: Row): PlannedVisit => ({
  id: row.id,
  run: row.run_id,
  watch: row.watch_id,
  marketplace: row.marketplace,
  listing: row.listing_id,
})
