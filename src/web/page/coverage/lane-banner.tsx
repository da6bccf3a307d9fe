import { useState } from 'preact/hooks'
import type { ApiLane } from '../../api.ts'
import { ApiFailure, api } from '../api.ts'
import { notices } from '../frame/notices.ts'
import type { Signed } from '../frame/session.ts'
import { Dialog } from '../parts/dialogs.tsx'
import { PauseIcon } from '../parts/icons.tsx'
import { formatAgo } from '../words/format.ts'
import { messages } from '../words/messages.ts'

/** Says on every screen which marketplaces are not being searched, why, and what happens next. */
export function LaneBanner({ signed, lanes }: { signed: Signed; lanes: readonly ApiLane[] }) {
  if (lanes.length === 0) return null
  return (
    <section class="banner" aria-label={messages.laneMore(lanes.length)}>
      <PauseIcon />
      <ul>
        {lanes.map((lane) => (
          <LaneLine key={lane.marketplace} signed={signed} lane={lane} />
        ))}
      </ul>
    </section>
  )
}

function LaneLine({ signed, lane }: { signed: Signed; lane: ApiLane }) {
  const [isAsking, setAsking] = useState(false)
  const name = signed.session.marketplaces[lane.marketplace] ?? lane.marketplace
  return (
    <li>
      <strong>{messages.lanePaused(name)}.</strong> <span>{whyOf(name, lane)}</span>{' '}
      {lane.probeAt && <span class="soft">{messages.laneProbe(formatAgo(lane.probeAt, Date.now()))}</span>}
      {signed.session.user.role === 'admin' && (
        <button type="button" class="button small" onClick={() => setAsking(true)}>
          {messages.resume}
        </button>
      )}
      {isAsking && (
        <Dialog title={messages.resumeTitle(name)} close={() => setAsking(false)}>
          <p>{messages.resumeText}</p>
          <form method="dialog" class="actions">
            <button type="submit" class="button">
              {messages.cancel}
            </button>
            <button type="submit" class="button primary" onClick={() => void resume(signed, lane.marketplace, name)}>
              {messages.resume}
            </button>
          </form>
        </Dialog>
      )}
    </li>
  )
}

const whyOf = (name: string, { why, blockedBy }: ApiLane): string =>
  blockedBy ? messages.laneBlocked(name, messages.blockKinds[blockedBy]) : (why ?? '')

async function resume(signed: Signed, marketplace: string, name: string): Promise<void> {
  try {
    await api.resume(marketplace)
    notices.add({ tone: 'plain', text: messages.resumed(name) })
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error
    notices.add({ tone: 'bad', text: error.message })
  }
  await signed.refresh()
}
