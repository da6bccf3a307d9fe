import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { LaneBanner } from '../coverage/lane-banner.tsx'
import { CloseIcon, CloudIcon, Mark } from '../parts/icons.tsx'
import { useEvery } from '../parts/use-load.ts'
import { useCell } from '../review/cell.ts'
import { messages } from '../words/messages.ts'
import { Link } from './link.tsx'
import { notices, shown } from './notices.ts'
import { OutageBanner } from './outage-banner.tsx'
import { type Signed, signOut } from './session.ts'
import { UnsavedNotice } from './unsaved-list.tsx'

const statusEveryMs = 10_000

/** What every screen has around it: where one can go, what is wrong, who one is. */
export function Frame({ signed, path, children }: { signed: Signed; path: string; children: ComponentChildren }) {
  const status = useCell(signed.status)
  const { user } = signed.session
  useEffect(() => void signed.refresh(), [signed])
  useEvery(statusEveryMs, () => void signed.refresh())
  const isReview = path === '/' || path === '/review'
  const title = isReview ? messages.screens.review : titleOf(path)
  useEffect(() => {
    document.title = `${title} · ${messages.app}`
  }, [title])
  return (
    <div class={`frame ${isReview ? 'fixed' : ''}`}>
      <a class="skip" href="#main">
        {messages.skip}
      </a>
      <header class="top">
        <Link to="/" class="brand" label={messages.app}>
          <Mark />
          <span>{messages.app}</span>
        </Link>
        <nav aria-label={messages.app}>
          <Link to="/" isHere={isReview}>
            {messages.screens.review}
            {status && status.open > 0 && (
              <span class="count" title={messages.toReview(status.open, status.openIsCapped)}>
                {messages.countOf(status.open, status.openIsCapped)}
              </span>
            )}
          </Link>
          <Link to="/hits" isHere={path === '/hits'}>
            {messages.screens.hits}
          </Link>
          <Link to="/evidence" isHere={path === '/evidence'}>
            {messages.screens.evidence}
          </Link>
          <Link to="/purchases" isHere={path === '/purchases'}>
            {messages.screens.purchases}
          </Link>
          <Link to="/coverage" isHere={path === '/coverage'}>
            {messages.screens.coverage}
            {status && status.lanes.length > 0 && <span class="count bad">{status.lanes.length}</span>}
          </Link>
          {user.role === 'admin' && (
            <Link to="/users" isHere={path === '/users'}>
              {messages.screens.users}
            </Link>
          )}
        </nav>
        <Waiting signed={signed} />
        <div class="who">
          <span class="name">{user.name}</span>
          <button type="button" class="quiet" onClick={() => void signOut(signed)}>
            {messages.signOut}
          </button>
        </div>
      </header>
      {status && <OutageBanner outages={status.outages} />}
      <UnsavedNotice signed={signed} />
      {status && <LaneBanner signed={signed} lanes={status.lanes} />}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Notices />
    </div>
  )
}

function titleOf(path: string): string {
  if (path === '/hits') return messages.screens.hits
  if (path === '/evidence') return messages.screens.evidence
  if (path === '/purchases') return messages.screens.purchases
  if (path === '/coverage') return messages.screens.coverage
  if (path === '/users') return messages.screens.users
  return messages.notFoundTitle
}

function Waiting({ signed }: { signed: Signed }) {
  const { waiting, isFailing } = useCell(signed.sending)
  return (
    <div class="waiting" role="status">
      {isFailing && waiting > 0 && (
        <span class="pill warn" title={messages.waitingWhy}>
          <CloudIcon />
          {messages.waiting(waiting)}
        </span>
      )}
    </div>
  )
}

function Notices() {
  const list = useCell(shown)
  return (
    <div class="notices" role="status" aria-live="polite">
      {list.map(({ id, text, tone }) => (
        <p key={id} class={`notice ${tone}`}>
          <bdi>{text}</bdi>
          <button type="button" class="quiet" aria-label={messages.dismiss} onClick={() => notices.remove(id)}>
            <CloseIcon />
          </button>
        </p>
      ))}
    </div>
  )
}
