import { useEffect, useRef, useState } from 'preact/hooks'
import { ApiFailure, api } from '../api.ts'
import { Failed, Loading, SignedOut, State } from '../parts/states.tsx'
import { messages } from '../words/messages.ts'
import { go } from './route.ts'
import { openSession } from './session.ts'

type Link = { kind: 'loading' } | { kind: 'works'; name: string } | { kind: 'failed'; failure: ApiFailure }

/** Behind a sign-in link: whose it is, and a button. Mail programs and scanners open links too; only a click uses it up. */
export function SignIn({ token, kept, isSignedIn }: { token: string; kept: number; isSignedIn: boolean }) {
  const [link, setLink] = useState<Link>({ kind: 'loading' })
  const button = useRef<HTMLButtonElement>(null)
  const fail = (error: unknown) => {
    if (!(error instanceof ApiFailure)) throw error
    setLink({ kind: 'failed', failure: error })
  }
  const look = () => void api.whoseLink(token).then(({ name }) => setLink({ kind: 'works', name }), fail)
  useEffect(look, [token])
  useEffect(() => button.current?.focus(), [link.kind])
  const signIn = () =>
    void api.signIn(token).then(async () => {
      // The token goes from the address: it is of no more use, and nobody should copy it.
      go('/', undefined, 'replace')
      await openSession()
    }, fail)

  if (link.kind === 'loading') return <Loading />
  if (link.kind === 'failed') {
    const isDead = link.failure.status === 410 || link.failure.status === 400
    if (!isDead) return <Failed failure={link.failure} retry={look} />
    return isSignedIn ? <DeadButSignedIn /> : <SignedOut kept={kept} isDeadLink />
  }
  return (
    <State title={messages.signInTitle} isMain>
      <p>{messages.signInText}</p>
      <p>
        <button ref={button} type="button" class="button primary" onClick={signIn}>
          {messages.signInAs(link.name)}
        </button>
      </p>
    </State>
  )
}

const DeadButSignedIn = () => (
  <State title={messages.linkDeadTitle} isMain>
    <p>{messages.linkSignedIn}</p>
    <p>
      <button type="button" class="button primary" onClick={() => go('/')}>
        {messages.goToReview}
      </button>
    </p>
  </State>
)
