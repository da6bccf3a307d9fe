import type { ApiOutage } from '../../api.ts'
import { PauseIcon } from '../parts/icons.tsx'
import { formatAgo, formatInstant } from '../words/format.ts'
import { messages } from '../words/messages.ts'

/** One that is over is shown so long: somebody should know of it, and nobody need do anything. */
const overShownMs = 3_600_000

/** Says on every screen what morgiana itself cannot use, and shortly what it could not. */
export function OutageBanner({ outages }: { outages: readonly ApiOutage[] }) {
  const told = outages.filter(({ until }) => until === null || Date.now() - Date.parse(until) < overShownMs)
  if (told.length === 0) return null
  return (
    <section class="banner" aria-label={messages.outages}>
      <PauseIcon />
      <ul>
        {told.map(({ what, since, until, why }) => (
          <li key={`${what}${since}`} title={why}>
            <strong>{until === null ? messages.outageNow[what] : `${messages.outageOver[what]}.`}</strong>{' '}
            <span class="soft">
              {until === null
                ? messages.outageSince(formatAgo(since, Date.now()))
                : messages.outageEnded(formatInstant(until))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
