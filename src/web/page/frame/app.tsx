import { useEffect } from 'preact/hooks'
import { Coverage } from '../coverage/coverage.tsx'
import { Evidence } from '../evidence/evidence.tsx'
import { Hits } from '../hits/hits.tsx'
import { Mark } from '../parts/icons.tsx'
import { Failed, Loading, SignedOut, State } from '../parts/states.tsx'
import { useEvery } from '../parts/use-load.ts'
import { Purchases } from '../purchases/purchases.tsx'
import { useCell } from '../review/cell.ts'
import { Review } from '../review/review.tsx'
import { Users } from '../users/users.tsx'
import { messages } from '../words/messages.ts'
import { Frame } from './frame.tsx'
import { go, place } from './route.ts'
import { openSession, type Signed, sessionState } from './session.ts'
import { SignIn } from './sign-in.tsx'

const retryMs = 3_000
const sessionCheckMs = 60_000

export function App() {
  const state = useCell(sessionState)
  const { path, query } = useCell(place)
  useEffect(() => void openSession(), [])
  // Signed out here, perhaps signed in in another tab; or morgiana is starting.
  useEvery(state.kind === 'signed-in' ? sessionCheckMs : retryMs, () => void openSession())
  const token = path === '/sign-in' ? query.get('token') : null

  if (state.kind === 'loading') return <Bare>{<Loading />}</Bare>
  if (state.kind === 'failed') return <Bare>{<Failed failure={state.failure} retry={() => void openSession()} />}</Bare>
  if (token) {
    const kept = state.kind === 'signed-out' ? state.kept : 0
    return <Bare>{<SignIn token={token} kept={kept} isSignedIn={state.kind === 'signed-in'} />}</Bare>
  }
  if (state.kind === 'signed-out')
    return <Bare>{<SignedOut kept={state.kept} isDeadLink={path === '/sign-in'} />}</Bare>
  return (
    <Frame signed={state.signed} path={path}>
      <Screen signed={state.signed} path={path} />
    </Frame>
  )
}

const Bare = ({ children }: { children: preact.ComponentChildren }) => (
  <main class="bare" id="main">
    <p class="brand">
      <Mark />
      <span>{messages.app}</span>
    </p>
    {children}
  </main>
)

function Screen({ signed, path }: { signed: Signed; path: string }) {
  if (path === '/' || path === '/review') return <Review signed={signed} />
  if (path === '/hits') return <Hits signed={signed} />
  if (path === '/evidence') return <Evidence signed={signed} />
  if (path === '/purchases') return <Purchases signed={signed} />
  if (path === '/coverage') return <Coverage signed={signed} />
  if (path === '/users') return <Users signed={signed} />
  return (
    <State title={messages.notFoundTitle} isMain>
      <p>
        <button type="button" class="button primary" onClick={() => go('/')}>
          {messages.goToReview}
        </button>
      </p>
    </State>
  )
}
