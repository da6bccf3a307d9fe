import { z } from 'zod'
import type { ApiQuality } from '../api.ts'
import type { WebParts } from '../parts.ts'
import { checked, notFound } from '../problem.ts'
import type { Handler } from '../route.ts'

const query = z.strictObject({ watch: z.string().min(1).max(100).exactOptional() })

/** How far verdicts and matcher can be trusted: precision, agreement of reviewers, misses. */
export function qualityHandlers({ review, store }: WebParts) {
  return {
    async quality(c) {
      const { watch } = checked(query, c.req.query(), 'query')
      if (watch !== undefined && !(await store.watches.load(watch))) throw notFound('There is no such watch.', 'watch')
      return c.json<ApiQuality>(await review.quality(watch ?? null))
    },
  } satisfies Record<string, Handler>
}
