import { useState } from 'preact/hooks'
import type { ApiInvited, ApiUser, Role } from '../../api.ts'
import { ApiFailure, api } from '../api.ts'
import type { Signed } from '../frame/session.ts'
import { Failed, Loading, State } from '../parts/states.tsx'
import { useLoad } from '../parts/use-load.ts'
import { formatInstant } from '../words/format.ts'
import { messages } from '../words/messages.ts'

const roles: readonly Role[] = ['reviewer', 'admin']

/** Who may come in, and sign-in links for them. */
export function Users({ signed }: { signed: Signed }) {
  const { user } = signed.session
  if (user.role !== 'admin')
    return (
      <State title={messages.forbiddenTitle} isMain>
        <p>{messages.forbiddenText}</p>
        <p>
          <code class="command">{messages.forbiddenCommand(user.name)}</code>
        </p>
      </State>
    )
  return <UserList me={user} />
}

function UserList({ me }: { me: ApiUser }) {
  const [state, again] = useLoad('users', api.users)
  const [invited, setInvited] = useState<ApiInvited | null>(null)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const invite = async (name: string, role: Role) => {
    try {
      setInvited(await api.invite(name, role))
      setFailure(null)
      again()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
    }
  }
  return (
    <div class="page narrow">
      <header class="page-head">
        <h1>{messages.usersTitle}</h1>
        <span class="soft">{messages.usersText}</span>
      </header>
      {state.kind === 'loading' && <Loading />}
      {state.kind === 'failed' && <Failed failure={state.failure} retry={again} />}
      {state.kind === 'loaded' && (
        <section class="panel">
          <ul class="users">
            {state.value.map((user) => (
              <li key={user.id}>
                <bdi>{user.name}</bdi>
                <span class="tag">{messages.roles[user.role]}</span>
                <span class="space" />
                <button type="button" class="button small" onClick={() => void invite(user.name, user.role)}>
                  {messages.invite}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <InviteForm invite={invite} failure={failure} me={me} />
      {invited && <Invitation invited={invited} />}
    </div>
  )
}

function InviteForm(props: {
  invite: (name: string, role: Role) => Promise<void>
  failure: ApiFailure | null
  me: ApiUser
}) {
  const send = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void props.invite(String(form.get('name')).trim(), form.get('role') === 'admin' ? 'admin' : 'reviewer')
  }
  return (
    <section class="panel">
      <h2>{messages.inviteTitle}</h2>
      <form class="invite" onSubmit={send}>
        <label>
          <span>{messages.name}</span>
          <input name="name" type="text" required maxLength={60} autoComplete="off" />
        </label>
        <label>
          <span>{messages.role}</span>
          <select name="role">
            {roles.map((role) => (
              <option key={role} value={role}>
                {messages.roles[role]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button primary">
          {messages.invite}
        </button>
      </form>
      {props.failure && (
        <p class="flag" role="alert">
          <span>
            {props.failure.message} {props.failure.todo}
          </span>
        </p>
      )}
    </section>
  )
}

function Invitation({ invited }: { invited: ApiInvited }) {
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
