import { openCommand } from '../app/ground.ts'
import { makeSignInLink, pageServedAt } from '../app/page.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { readUserName, signinLinkMs } from '../model/sign-in.ts'
import type { Store } from '../store/store.ts'
import type { KnownUser, Role, User } from '../store/users/user-store.ts'
import { readArguments } from './arguments.ts'
import { CommandError, exitCode, type Io, type Verb } from './verb.ts'

const linkHours = signinLinkMs / 3_600_000
const roles: readonly Role[] = ['reviewer', 'legal', 'admin']

/** What was asked, checked before anything is opened. */
export type UserCommand = { json: boolean } & (
  | { kind: 'list' }
  | { kind: 'add' | 'role'; name: string; role: Role }
  | { kind: 'link' | 'remove' | 'sign-out'; name: string }
)

export const user: Verb = {
  name: 'user',
  summary: 'people who review: add them, make sign-in links, set roles, sign them out, remove them',
  usage:
    'user [--json] add|role NAME --role reviewer|legal|admin | user [--json] link|sign-out|remove NAME | user [--json] list',
  example: 'morgiana user add "Dana Weiss" --role reviewer',
  async run(args, io, settings) {
    const command = readUserCommand(args)
    const ground = await openCommand(settings)
    try {
      const address = settings.web.publicUrl ?? (await pageServedAt(settings)) ?? addressOf(settings.web)
      await runUserCommand(command, ground.store, address, io)
      return exitCode.fine
    } finally {
      await ground.close()
    }
  },
}

const actions = ['add', 'link', 'role', 'sign-out', 'remove', 'list'] as const

/** @throws CommandError (exit code 2) that says what is missing or wrong */
export function readUserCommand(args: readonly string[]): UserCommand {
  const options = { json: { type: 'boolean' }, role: { type: 'string' } } as const
  const called = `word: ${actions.slice(0, -1).join(', ')} or list`
  const { values, words } = readArguments(user, args, options, { called, min: 1, max: 2 })
  const [word = '', text] = words
  const json = values.json ?? false
  const kind = actions.find((each) => each === word)
  if (kind === undefined) throw usage(`user does not know "${word}"`)
  if (kind === 'list') return { kind, json }
  if (text === undefined) throw usage(`user ${kind} needs a NAME`)
  const read = readUserName(text)
  if (!read.ok) throw usage(`"${text}": ${read.why}`)
  if (kind !== 'add' && kind !== 'role') return { kind, name: read.name, json }
  const role = roles.find((known) => known === values.role)
  if (!role) throw usage(`user ${kind} needs --role ${roles.join(' or --role ')}`)
  return { kind, name: read.name, role, json }
}

const usage = (why: string): CommandError => new CommandError(`${why}\nusage: morgiana ${user.usage}`)

/** Where the page will be served, as far as the settings say, when nothing serves it now. */
function addressOf(web: { host: string; port: number }): string {
  const isEverywhere = web.host === '0.0.0.0' || web.host === '::'
  const host = web.host.includes(':') ? `[${web.host}]` : web.host
  return `http://${isEverywhere ? '127.0.0.1' : host}:${web.port}`
}

/** @throws CommandError when there is nobody of that name, or it would change more than was asked */
export async function runUserCommand(command: UserCommand, store: Store, pageUrl: string, io: Io): Promise<void> {
  const now = new Date()
  if (command.kind === 'list') {
    for (const line of listLines(await store.users.all(now), command.json)) io.out(line)
    return
  }
  const { name, role, line, ...more } = await carryOut(command, store, pageUrl, now)
  if (command.json) return io.out(JSON.stringify({ name, role, ...more }))
  io.out(line)
  if (!('link' in more)) return
  io.out(`sign-in link, works once within ${linkHours} hours:`)
  io.out(more.link)
}

type Done = { name: string; role: Role; line: string } & ({ link: string } | { sessionsEnded: number } | object)

/** The action is in the log before it is done. */
async function carryOut(
  command: Exclude<UserCommand, { kind: 'list' }>,
  store: Store,
  pageUrl: string,
  now: Date,
): Promise<Done> {
  const { kind, name } = command
  const noted = (action: string, role: Role) =>
    store.audit.append({ who: 'command line', action, what: { name, role }, now })
  if (kind === 'add') {
    const known = await store.users.named(name)
    if (known && known.role !== command.role) throw new CommandError(otherRole(known, command.role))
    await noted('user.invite', command.role)
    const link = await makeSignInLink(store, pageUrl, name, command.role)
    return { name, role: command.role, line: `${name} is ${command.role}`, link }
  }
  const { id, role } = await known(store, name, now)
  if (kind === 'link') {
    await noted('user.invite', role)
    return { name, role, line: `${name} is ${role}`, link: await makeSignInLink(store, pageUrl, name, role) }
  }
  if (kind === 'sign-out') {
    await noted('user.sign-out', role)
    const sessionsEnded = await store.users.endSessions(id, now)
    return { name, role, line: `${name} is signed out everywhere: ${sessionsEnded} sessions ended`, sessionsEnded }
  }
  await noted(`user.${kind}`, kind === 'role' ? command.role : role)
  const outcome = kind === 'role' ? await store.users.setRole(id, command.role) : await store.users.remove(id, now)
  if (outcome === 'last') throw new CommandError(`${name} is the last admin: make somebody else admin first`)
  return kind === 'role'
    ? { name, role: command.role, line: `${name} is ${command.role} from now on` }
    : { name, role, line: `${name} is removed: every session and link of theirs has ended` }
}

const otherRole = ({ name, role }: User, asked: Role): string =>
  `${name} is ${role} already, and nothing was changed.\n` +
  `To make them ${asked}: morgiana user role "${name}" --role ${asked}\n` +
  `For a new link as they are: morgiana user link "${name}"`

function listLines(users: readonly KnownUser[], json: boolean): string[] {
  if (json) return [JSON.stringify(users.map(({ id: _, ...user }) => user))]
  if (users.length === 0) return ['nobody yet: morgiana user add NAME --role admin']
  return users.map(({ name, role, sessions, signedInAt }) => {
    const since = signedInAt ? `, last on ${signedInAt.toISOString()}` : ''
    return `${role.padEnd(10)}${name}  (${sessions === 0 ? 'not signed in' : `signed in ${sessions}×${since}`})`
  })
}

async function known(store: Store, name: string, now: Date): Promise<User> {
  const users = await store.users.all(now)
  const found = users.find((each) => each.name === name)
  if (found) return found
  const near = didYouMean(
    name,
    users.map((each) => each.name),
  )
  const hint = near ? `did you mean "${near}"?` : 'morgiana user list shows everybody; user add adds somebody'
  throw new CommandError(`there is no user "${name}": ${hint}`)
}
