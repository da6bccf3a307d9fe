import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DependencyDown } from '../model/dependency-down.ts'
import { SteadyClient } from '../postgres/steady-client.ts'
import { freePort } from './free-port.ts'
import { type Binaries, findBinaries, findLauncher, type Launcher } from './postgres-binaries.ts'

const run = promisify(execFile)

/** A server in `folder`; it outlives this process on purpose, so that a killed one is taken over and not lost. */
export type Server = { url: string; pid: number }

const startLimitMs = 30_000
const stopLimitMs = 20_000
const portTries = 5
const connectionsMax = 200

/**
 * Makes the cluster where there is none: in a folder beside it that is renamed when whole, so that a kill in the middle
 * leaves nothing half-made, and two at once end with one. The password file is readable by its owner only.
 */
export async function ensureCluster(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 })
  if (await passwordOf(folder)) return
  const made = join(folder, `making-${randomBytes(6).toString('hex')}`)
  const password = randomBytes(24).toString('base64url')
  const { initdb } = await findBinaries()
  const launcher = await findLauncher(initdb)
  try {
    await mkdir(join(made, 'data'), { recursive: true, mode: 0o700 })
    await writeFile(join(made, 'password'), `${password}\n`, { mode: 0o600 })
    await giveTo(launcher, made, join(made, 'data'), join(made, 'password'))
    const args = ['-U', 'morgiana', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', `--pwfile=${made}/password`]
    await launch(launcher, [...args, '-D', join(made, 'data')])
    await giveTo({ ...launcher, ...ownIds(launcher) }, join(made, 'password'))
    await rename(made, join(folder, 'cluster'))
  } catch (error) {
    await rm(made, { recursive: true, force: true })
    if (await passwordOf(folder)) return // another start was quicker
    throw error
  }
}

/** @returns the running server of a cluster, or null. One that does not answer with our password counts as not running. */
export async function findRunning(folder: string): Promise<Server | null> {
  const found = await leftBehind(folder)
  const password = await passwordOf(folder)
  if (!found || !password) return null
  const server = { url: urlOf(password, found.port), pid: found.pid }
  return (await answers(server.url)) ? server : null
}

/** What a server that runs, or was killed, wrote of itself. */
async function leftBehind(folder: string): Promise<{ pid: number; port: number } | null> {
  const lines = (await textOf(join(folder, 'cluster', 'data', 'postmaster.pid')))?.split('\n') ?? []
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 && port > 0 ? { pid, port } : null
}

/**
 * Starts the cluster's server on loopback: on `only` this port; else on that of a server that was killed, to which others may
 * still hold on, or on a free one. `settings` are PostgreSQL's, over ours. @throws DependencyDown when it does not come up in time
 */
export async function startServer(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
  only?: number,
): Promise<Server> {
  const { postgres }: Binaries = await findBinaries()
  const launcher = await findLauncher(postgres)
  const password = await passwordOf(folder)
  if (!password) throw new DependencyDown(`no database in ${folder}`)
  const before = only ?? (await leftBehind(folder))?.port
  let said = ''
  for (let tried = 0; tried < portTries; tried += 1) {
    const port = before !== undefined && (only !== undefined || tried === 0) ? before : await freePort()
    const child = spawnServer(launcher, folder, port, settings)
    const outcome = await waitUntilUp(child, urlOf(password, port))
    if (outcome === 'up' && child.pid) {
      child.unref()
      return { url: urlOf(password, port), pid: child.pid }
    }
    said = outcome === 'silent' ? 'no answer in time' : ((await textOf(logOf(folder))) ?? '')
    if (!/address already in use/i.test(said)) break
  }
  throw new DependencyDown(`the embedded PostgreSQL in ${folder} did not start: ${lastLine(said)}`)
}

/** Fast shutdown (SIGINT), then immediate (SIGQUIT) when the time is up: the next start recovers from its log. */
export async function stopServer(server: Server): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!kill(server.pid, signal)) return
    const deadline = Date.now() + stopLimitMs
    while (Date.now() < deadline) {
      if (!kill(server.pid, 0)) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

function spawnServer(
  launcher: Launcher,
  folder: string,
  port: number,
  changed: Readonly<Record<string, string>>,
): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(connectionsMax),
    shared_buffers: '128MB',
    log_min_messages: 'warning',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...changed,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(logOf(folder), 'w', 0o600)
  try {
    return spawn(
      launcher.command,
      [...launcher.prefix, '-D', join(folder, 'cluster', 'data'), '-p', String(port), ...flags],
      { ...idsOf(launcher), detached: true, stdio: ['ignore', log, log] },
    )
  } finally {
    closeSync(log)
  }
}

async function waitUntilUp(child: ChildProcess, url: string): Promise<'up' | 'ended' | 'silent'> {
  let ended = false
  child.once('error', () => {
    ended = true
  })
  child.once('exit', () => {
    ended = true
  })
  const deadline = Date.now() + startLimitMs
  while (!ended && Date.now() < deadline) {
    if (await answers(url)) return 'up'
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  if (!ended) child.kill('SIGQUIT')
  return ended ? 'ended' : 'silent'
}

async function answers(url: string): Promise<boolean> {
  const client = new SteadyClient({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 })
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined) // what did not connect need not be ended
  }
}

/** A file's text, or null where there is none. */
async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

const passwordOf = async (folder: string): Promise<string | null> =>
  (await textOf(join(folder, 'cluster', 'password')))?.trim() || null

const urlOf = (password: string, port: number): string => `postgres://morgiana:${password}@127.0.0.1:${port}/postgres`

/** The server's own words: its log of this start. */
const logOf = (folder: string): string => join(folder, 'postgres.log')

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? text

const idsOf = (launcher: Launcher) =>
  launcher.uid === undefined || launcher.gid === undefined ? {} : { uid: launcher.uid, gid: launcher.gid }

const ownIds = (launcher: Launcher) =>
  launcher.uid === undefined ? {} : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }

async function giveTo(launcher: Launcher, ...paths: string[]): Promise<void> {
  if (launcher.uid === undefined || launcher.gid === undefined) return
  for (const path of paths) await chown(path, launcher.uid, launcher.gid)
}

const launch = (launcher: Launcher, args: string[]) =>
  run(launcher.command, [...launcher.prefix, ...args], { ...idsOf(launcher), timeout: startLimitMs })

const kill = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}
