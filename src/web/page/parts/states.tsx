import type { ComponentChildren } from 'preact'
import type { ApiFailure } from '../api.ts'
import { messages } from '../words/messages.ts'

/** A screen, or a part of one, that has nothing to show: what it is, and what to do next. */
export function State(props: { title: string; children?: ComponentChildren; tone?: 'bad'; isMain?: boolean }) {
  return (
    <section class={`state ${props.tone ?? ''}`}>
      {props.isMain ? <h1>{props.title}</h1> : <h2>{props.title}</h2>}
      {props.children}
    </section>
  )
}

export function Failed({ failure, retry }: { failure: ApiFailure; retry: () => void }) {
  return (
    <State title={messages.failedTitle} tone="bad">
      <p role="alert">{failure.status === 0 ? messages.failedOffline : failure.message}</p>
      {failure.todo && <p>{failure.todo}</p>}
      <p>
        <button type="button" class="button" onClick={retry}>
          {messages.retry}
        </button>
      </p>
    </State>
  )
}

export const Loading = () => (
  <section class="state loading" aria-busy="true">
    <p role="status">{messages.loading}</p>
    <div class="bones" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  </section>
)

/** Shown in place of a screen that needs a session. */
export function SignedOut({ kept, isDeadLink }: { kept: number; isDeadLink: boolean }) {
  return (
    <State title={isDeadLink ? messages.linkDeadTitle : messages.signedOutTitle} isMain>
      <p>{isDeadLink ? messages.linkDeadText : messages.signedOutText}</p>
      <p>
        <code class="command">{messages.linkCommand}</code>
      </p>
      {kept > 0 && <p role="status">{messages.signedOutKept(kept)}</p>}
    </State>
  )
}
