import type { WebParts } from '../parts.ts'
import { notFound } from '../problem.ts'
import { type Handler, named } from '../route.ts'

/** Pictures by what they are: the address never shows anything else, so browsers may keep them. */
export function pictureHandlers({ vault }: WebParts) {
  return {
    async picture(c) {
      const sha256 = named(c, 'sha256')
      const bytes = /^[0-9a-f]{64}$/.test(sha256) ? await vault.loadPicture(sha256) : null
      if (!bytes) throw notFound('There is no such picture.', 'sha256')
      c.header('Content-Type', 'image/webp')
      c.header('Cache-Control', 'private, max-age=31536000, immutable')
      return c.body(new Uint8Array(bytes))
    },
  } satisfies Record<string, Handler>
}
