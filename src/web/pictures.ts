import { Hono } from 'hono'
import type { WebEnv, WebParts } from './parts.ts'
import { notFound } from './problem.ts'

/** Pictures by what they are: the address never shows anything else, so browsers may keep them. */
export function pictureRoutes({ vault }: WebParts): Hono<WebEnv> {
  const routes = new Hono<WebEnv>()
  routes.get('/:sha256', async (c) => {
    const sha256 = c.req.param('sha256')
    const bytes = /^[0-9a-f]{64}$/.test(sha256) ? await vault.loadPicture(sha256) : null
    if (!bytes) throw notFound('There is no such picture.', 'sha256')
    c.header('Content-Type', 'image/webp')
    c.header('Cache-Control', 'private, max-age=31536000, immutable')
    return c.body(new Uint8Array(bytes))
  })
  return routes
}
