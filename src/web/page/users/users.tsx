import { useState } from 'preact/hooks'
import type { ApiInvited, ApiUser, Role } from '../../api.ts'
import { ApiFailure, api } from '../api.ts'
import { notices } from '../frame/notices.ts'
import type { Signed } from '../frame/session.ts'
import { Failed, Loading, State } from '../parts/states.tsx'
import { useLoad } from '../parts/use-load.ts'
import { messages } from '../words/messages.ts'
import { Invitation } from './invitation.tsx'
import { InviteForm } from './invite-form.tsx'
import { type Asked, Question } from './question.tsx'
import { UserRow } from './user-row.tsx'

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
  const [asked, ask] = useState<Asked | null>(null)
  const users = state.kind === 'loaded' ? state.value : []
  const attempt = async (run: () => Promise<string | null>) => {
    try {
      const said = await run()
      if (said) notices.add({ tone: 'plain', text: said })
      setFailure(null)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
    }
    again()
  }
  const invite = async (name: string, role: Role) => {
    const known = users.find((user) => user.name === name.normalize('NFC'))
    if (known && known.role !== role) return ask({ kind: 'role', user: known, role, isTyped: true })
    await attempt(async () => {
      setInvited(await api.invite(name, role))
      return null
    })
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
            {users.map((user) => (
              <UserRow key={user.id} user={user} isMe={user.id === me.id} invite={invite} ask={ask} />
            ))}
          </ul>
        </section>
      )}
      <InviteForm invite={invite} failure={failure} />
      {invited && <Invitation key={invited.link} invited={invited} />}
      {asked && <Question asked={asked} close={() => ask(null)} invite={invite} run={(run) => void attempt(run)} />}
    </div>
  )
}
