import type { ApiKnownUser, Role } from '../../api.ts'
import { api } from '../api.ts'
import { Dialog } from '../parts/dialogs.tsx'
import { messages } from '../words/messages.ts'

/** A question that an action asks first. `isTyped`: the name of somebody who is there was typed to be added. */
export type Asked =
  | { kind: 'role'; user: ApiKnownUser; role: Role; isTyped?: true }
  | { kind: 'end' | 'remove'; user: ApiKnownUser }

type QuestionProps = {
  asked: Asked
  close: () => void
  invite: (name: string, role: Role) => Promise<void>
  run: (run: () => Promise<string | null>) => void
}

/** Nothing that takes a right away or gives one is done by one press. */
export function Question({ asked, close, invite, run }: QuestionProps) {
  const { user } = asked
  const { title, text, go, act } = wordsOf(asked)
  return (
    <Dialog title={title} close={close}>
      <p>{text}</p>
      <form method="dialog" class="actions">
        <button type="submit" class="button">
          {messages.cancel}
        </button>
        {asked.kind === 'role' && asked.isTyped && (
          <button type="submit" class="button" onClick={() => void invite(user.name, user.role)}>
            {messages.newLink}
          </button>
        )}
        <button type="submit" class="button primary" onClick={() => run(act)}>
          {go}
        </button>
      </form>
    </Dialog>
  )
}

type Words = { title: string; text: string; go: string; act: () => Promise<string | null> }

function wordsOf(asked: Asked): Words {
  const { id, name } = asked.user
  if (asked.kind === 'role') {
    const [role, is] = [messages.aRole[asked.role], messages.aRole[asked.user.role]]
    const act = async () => {
      await api.setRole(id, asked.role)
      return messages.roleSet(name, role)
    }
    return asked.isTyped
      ? { title: messages.roleKnown(name, is), text: messages.roleKnownText(role), go: messages.makeRole(role), act }
      : { title: messages.roleTitle(name, role), text: messages.roleText[asked.role], go: messages.makeRole(role), act }
  }
  if (asked.kind === 'end') {
    const act = async () => messages.sessionsEnded(name, (await api.endSessions(id)).ended)
    return { title: messages.endSessionsTitle(name), text: messages.endSessionsText, go: messages.endSessions, act }
  }
  const act = async () => {
    await api.removeUser(id)
    return messages.removed(name)
  }
  return { title: messages.removeTitle(name), text: messages.removeText, go: messages.remove, act }
}
