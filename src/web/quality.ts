import { Hono } from 'hono'
import { z } from 'zod'
import type { ApiQuality } from './api.ts'
import type { WebEnv, WebParts } from './parts.ts'
import { checked, notFound } from './problem.ts'

const query = z.strictObject({ watch: z.string().min(1).max(100).exactOptional() })

/** How far verdicts and matcher can be trusted: precision, agreement of reviewers, misses. */
export function qualityRoutes({ review, store }: WebParts): Hono<WebEnv> {
  const routes = new Hono<WebEnv>()
  routes.get('/quality', async (c) => {
    const { watch } = checked(query, c.req.query(), 'query')
    if (watch !== undefined && !(await store.watches.load(watch))) throw notFound('There is no such watch.', 'watch')
    return c.json<ApiQuality>(await review.quality(watch ?? null))
  })
  return routes
}
