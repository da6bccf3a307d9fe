import { openCommand } from '../app/ground.ts'
import { makeSignInLink, pageServedAt } from '../app/page.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { readUserName, signinLinkMs } from '../model/sign-in.ts'
import type { Store } from '../store/store.ts'
import type { Role, User } from '../store/users/user-store.ts'
import { readArguments } from './arguments.ts'
import { CommandError, exitCode, type Io, type Verb } from './verb.ts'

const linkHours = signinLinkMs / 3_600_000
const roles: readonly Role[] = ['reviewer', 'admin']

/** What was asked, checked before anything is opened. */
export type UserCommand = { json: boolean } & (
  | { kind: 'list' }
  | { kind: 'add'; name: string; role: Role }
  | { kind: 'link'; name: string }
)

export const user: Verb = {
  name: 'user',
  summary: 'people who review: add them, make sign-in links, list them',
  usage: 'user [--json] add NAME --role reviewer|admin | user [--json] link NAME | user [--json] list',
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

/** @throws CommandError (exit code 2) that says what is missing or wrong */
export function readUserCommand(args: readonly string[]): UserCommand {
  const options = { json: { type: 'boolean' }, role: { type: 'string' } } as const
  const { values, words } = readArguments(user, args, options, { called: 'word: add, link or list', min: 1, max: 2 })
  const [action, text] = words
  const json = values.json ?? false
  if (action === 'list') return { kind: 'list', json }
  if (action !== 'add' && action !== 'link') throw usage(`user does not know "${action}"`)
  if (text === undefined) throw usage(`user ${action} needs a NAME`)
  const read = readUserName(text)
  if (!read.ok) throw usage(`"${text}": ${read.why}`)
  if (action === 'link') return { kind: 'link', name: read.name, json }
  const role = roles.find((known) => known === values.role)
  if (!role) throw usage(`user add needs --role ${roles.join(' or --role ')}`)
  return { kind: 'add', name: read.name, role, json }
}

const usage = (why: string): CommandError => new CommandError(`${why}\nusage: morgiana ${user.usage}`)

/** Where the page will be served, as far as the settings say, when nothing serves it now. */
function addressOf(web: { host: string; port: number }): string {
  const isEverywhere = web.host === '0.0.0.0' || web.host === '::'
  const host = web.host.includes(':') ? `[${web.host}]` : web.host
  return `http://${isEverywhere ? '127.0.0.1' : host}:${web.port}`
}

/** @throws CommandError when there is nobody of that name */
export async function runUserCommand(command: UserCommand, store: Store, pageUrl: string, io: Io): Promise<void> {
  if (command.kind === 'list') {
    for (const line of listLines(await store.users.all(), command.json)) io.out(line)
    return
  }
  const { name, role } = command.kind === 'add' ? command : await known(store, command.name)
  const what = { name, role }
  await store.audit.append({ who: 'command line', action: 'user.invite', what, now: new Date() })
  const link = await makeSignInLink(store, pageUrl, name, role)
  if (command.json) return io.out(JSON.stringify({ name, role, link }))
  if (command.kind === 'add') io.out(`${name} is ${role}`)
  io.out(`sign-in link, works once within ${linkHours} hours:`)
  io.out(link)
}

function listLines(users: readonly User[], json: boolean): string[] {
  if (json) return [JSON.stringify(users.map(({ name, role }) => ({ name, role })))]
  if (users.length === 0) return ['nobody yet: morgiana user add NAME --role admin']
  return users.map(({ name, role }) => `${role.padEnd(10)}${name}`)
}

async function known(store: Store, name: string): Promise<User> {
  const users = await store.users.all()
  const found = users.find((each) => each.name === name)
  if (found) return found
  const near = didYouMean(
    name,
    users.map((each) => each.name),
  )
  const hint = near ? `did you mean "${near}"?` : 'morgiana user list shows everybody; user add adds somebody'
  throw new CommandError(`there is no user "${name}": ${hint}`)
}
