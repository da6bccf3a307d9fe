import type { ApiKnownUser, Role } from '../../api.ts'
import { formatAgo } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import type { Asked } from './question.tsx'

type RowProps = {
  user: ApiKnownUser
  isMe: boolean
  invite: (name: string, role: Role) => Promise<void>
  ask: (asked: Asked) => void
}

const roles: readonly Role[] = ['reviewer', 'legal', 'admin']

/** One person, and what can be done about them. */
export function UserRow({ user, isMe, invite, ask }: RowProps) {
  const others = roles.filter((role) => role !== user.role)
  return (
    <li>
      <span class="user">
        <span>
          <bdi>{user.name}</bdi> {isMe && <span class="soft">({messages.you})</span>}{' '}
          <span class="tag">{messages.roles[user.role]}</span>
        </span>
        <span class="soft">
          {messages.sessions(user.sessions)}
          {user.signedInAt && `, ${messages.signedInAt(formatAgo(user.signedInAt, Date.now()))}`}
        </span>
      </span>
      <span class="space" />
      <button
        type="button"
        class="button small"
        aria-label={messages.newLinkFor(user.name)}
        onClick={() => void invite(user.name, user.role)}
      >
        {messages.newLink}
      </button>
      {!isMe &&
        others.map((role) => (
          <button key={role} type="button" class="button small" onClick={() => ask({ kind: 'role', user, role })}>
            {messages.makeRole(messages.aRole[role])}
          </button>
        ))}
      <button
        type="button"
        class="button small"
        aria-label={messages.endSessionsOf(user.name)}
        onClick={() => ask({ kind: 'end', user })}
      >
        {messages.endSessions}
      </button>
      {!isMe && (
        <button
          type="button"
          class="button small danger"
          aria-label={messages.removeUser(user.name)}
          onClick={() => ask({ kind: 'remove', user })}
        >
          {messages.remove}
        </button>
      )}
    </li>
  )
}
