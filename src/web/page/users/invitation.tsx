import { useState } from 'preact/hooks'
import type { ApiInvited } from '../../api.ts'
import { formatInstant } from '../words/format.ts'
import { messages } from '../words/messages.ts'

/** A link that was just made: the only time it is shown. */
export function Invitation({ invited }: { invited: ApiInvited }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    // Only on https and loopback; elsewhere the link is selected by hand.
    await navigator.clipboard?.writeText(invited.link)
    setCopied(true)
  }
  return (
    <section class="panel good-panel" role="status">
      <h2>{messages.inviteDone(invited.user.name)}</h2>
      <p>{messages.inviteText(formatInstant(invited.expiresAt))}</p>
      <p class="invite-link">
        <input
          type="text"
          readOnly
          value={invited.link}
          aria-label={messages.inviteDone(invited.user.name)}
          onFocus={(event) => event.currentTarget.select()}
        />
        {navigator.clipboard && (
          <button type="button" class="button" onClick={() => void copy()}>
            {isCopied ? messages.copied : messages.copy}
          </button>
        )}
      </p>
    </section>
  )
}
