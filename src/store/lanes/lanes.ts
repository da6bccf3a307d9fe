import type { Kysely, Selectable } from 'kysely'
import { storableText } from '../storable.ts'
import type { Tables } from '../tables.ts'
import type { Lane, LaneStore } from './lane-store.ts'

export const laneStore = (db: Kysely<Tables>): LaneStore => ({
  async all() {
    const rows = await db.selectFrom('lanes').selectAll().orderBy('marketplace').execute()
    return rows.map(laneOf)
  },

  async load(marketplace) {
    const row = await db.selectFrom('lanes').selectAll().where('marketplace', '=', marketplace).executeTakeFirst()
    return row ? laneOf(row) : { marketplace, ...closed }
  },

  async open(marketplace, reason, now, probeAt) {
    const state = {
      ...{ state: 'open' as const, blocked_by: reason.by, why: storableText(reason.why) },
      ...{ opened_at: now, probe_at: probeAt },
    }
    const opened = await db
      .insertInto('lanes')
      .values({ marketplace, ...state })
      .onConflict((conflict) => conflict.column('marketplace').doUpdateSet(state).where('lanes.state', '=', 'closed'))
      .returning('marketplace')
      .executeTakeFirst()
    return { opened: opened !== undefined }
  },

  async takeProbe(marketplace, now, nextProbeAt) {
    const taken = await db
      .updateTable('lanes')
      .set({ probe_at: nextProbeAt })
      .where('marketplace', '=', marketplace)
      .where('state', '=', 'open')
      .where('probe_at', '<=', now)
      .returning('marketplace')
      .executeTakeFirst()
    return taken !== undefined
  },

  async close(marketplace) {
    const closing = await db
      .updateTable('lanes')
      .set({ state: 'closed', blocked_by: null, why: null, opened_at: null, probe_at: null })
      .where('marketplace', '=', marketplace)
      .where('state', '=', 'open')
      .returning('marketplace')
      .executeTakeFirst()
    return { closed: closing !== undefined }
  },
})

const closed = { state: 'closed', blockedBy: null, why: null, openedAt: null, probeAt: null } as const

const laneOf = (row: Selectable<Tables['lanes']>): Lane => ({
  marketplace: row.marketplace,
  state: row.state,
  blockedBy: row.blocked_by,
  why: row.why,
  openedAt: row.opened_at,
  probeAt: row.probe_at,
})
