import type { ReadyCheck, WebParts } from './parts.ts'
import type { Handler } from './route.ts'

/** A check that has not answered by then counts as down. */
const checkTimeLimitMs = 2_000

/** /healthz: the process answers. /readyz: everything it needs does too, else 503 and what is down. */
export function healthHandlers({ checks, log }: Pick<WebParts, 'checks' | 'log'>) {
  return {
    alive: (c) => c.json({ healthy: true }),
    async ready(c) {
      const results = await Promise.all(checks.map((check) => resultOf(check)))
      const down = results.filter((result) => result.why !== null)
      if (down.length > 0) log.warn({ down }, 'not ready')
      return down.length > 0
        ? c.json({ ready: false, down }, 503)
        : c.json({ ready: true, up: results.map(({ name }) => name) })
    },
  } satisfies Record<string, Handler>
}

async function resultOf({ name, check }: ReadyCheck): Promise<{ name: string; why: string | null }> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, checkTimeLimitMs, `no answer in ${checkTimeLimitMs} ms`)
  })
  const answered = check().then(
    () => null,
    // The store's own sentences carry no secrets; what else went wrong is for the log only.
    (error: unknown) => (error instanceof Error && error.name === 'DependencyDown' ? error.message : 'failed'),
  )
  try {
    return { name, why: await Promise.race([answered, tooLate]) }
  } finally {
    clearTimeout(timer)
  }
}
