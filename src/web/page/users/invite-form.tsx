import type { Role } from '../../api.ts'
import type { ApiFailure } from '../api.ts'
import { messages } from '../words/messages.ts'

const roles: readonly Role[] = ['reviewer', 'legal', 'admin']

/** Adds somebody: a name, a role, and what the server said when it did not want to. */
export function InviteForm(props: { invite: (name: string, role: Role) => Promise<void>; failure: ApiFailure | null }) {
  const send = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void props.invite(String(form.get('name')).trim(), roles.find((role) => role === form.get('role')) ?? 'reviewer')
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
