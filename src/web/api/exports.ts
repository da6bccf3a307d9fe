import { z } from 'zod'
import { tableFormats } from '../../export/table.ts'
import { ExportRefused } from '../exports.ts'
import type { WebParts } from '../parts.ts'
import { checked, Problem } from '../problem.ts'
import type { Handler } from '../route.ts'
import { hitQuery } from './hit-query.ts'

const query = z.strictObject({ ...hitQuery, format: z.enum(tableFormats) })

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/jsonl; charset=utf-8',
} as const

export function exportHandlers({ exports, store, now }: WebParts) {
  return {
    /** Exactly what the list shows to whoever asks. */
    async hits(c) {
      const { format, ...filter } = checked(query, c.req.query(), 'query')
      const asked = { ...filter, askedOf: c.var.user.id }
      const { rows, bytes, stream } = await exports.hits(asked, format).catch(refused)
      const what = { of: 'hits', format, filter, rows }
      // What leaves the house is written down first.
      await store.audit.append({ who: c.var.user.id, action: 'export', what, now: now() }).catch(async (error) => {
        await stream.cancel()
        throw error
      })
      c.header('Content-Type', types[format])
      c.header('Content-Length', String(bytes))
      c.header(
        'Content-Disposition',
        `attachment; filename="morgiana-hits-${now().toISOString().slice(0, 10)}.${format}"`,
      )
      c.header('X-Rows', String(rows))
      return c.body(stream)
    },
  } satisfies Record<string, Handler>
}

function refused(error: unknown): never {
  if (!(error instanceof ExportRefused)) throw error
  if (error.why === 'busy') throw new Problem(503, 'Other files are being made.', 'query', 'Try again in a minute.')
  throw new Problem(
    413,
    'This file would take longer than a request may.',
    'query',
    'Filter for less, or ask the operator for “morgiana export hits”.',
  )
}
