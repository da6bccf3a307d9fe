import { createHmac } from 'node:crypto'
import type { Dispatcher } from 'undici'
import { toBase64 } from '../../evidence/base64.ts'
import { post } from '../post.ts'
import type { HeadTarget } from './target.ts'

type Parts = { url: string; secret: Buffer; by: Dispatcher; now: () => Date }

/**
 * A receiver of heads by HTTP, signed as Standard Webhooks has it: `v1,` HMAC-SHA256 over `id.timestamp.body`. The id is
 * the same in every attempt, so that a receiver takes a head once.
 */
export function webhookTarget({ url, secret, by, now }: Parts): HeadTarget {
  return {
    name: `webhook ${new URL(url).host}`,
    give: async ({ origin, size, note, stamp }) => {
      const at = now()
      const id = `head-${size}`
      const timestamp = String(Math.floor(at.getTime() / 1_000))
      const data = { origin, size, note, stamp: stamp && toBase64(stamp) }
      const body = JSON.stringify({ type: 'evidence.head', timestamp: at.toISOString(), data })
      const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
      const { status } = await post(
        url,
        Buffer.from(body),
        {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signature}`,
        },
        { by },
      )
      if (status < 200 || status > 299) throw new Error(`it answers ${status}`)
    },
  }
}
