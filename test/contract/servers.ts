import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '../../src/store/free-port.ts'
import { ownTestServer } from '../store/database.ts'

/** A server that a body of contract tests runs on. */
export type Server = { url: string; stop(signal?: NodeJS.Signals): Promise<void> }

const startLimitMs = 20_000

export const startPostgres = (): Promise<Server> => ownTestServer()

export const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0

/** On a free port, or on this one, where another was killed. */
export async function startRedis(given?: number): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'morgiana-redis-'))
  const port = given ?? (await freePort())
  const options = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction']
  const password = 'secret-of-a-test'
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--dir', folder, '--requirepass', password, ...options],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const tooLate = setTimeout(() => server.kill('SIGKILL'), startLimitMs)
  for await (const line of createInterface({ input: server.stdout })) if (line.includes('Ready to accept')) break
  clearTimeout(tooLate)
  if (server.exitCode !== null || server.signalCode !== null) throw new Error('redis-server did not start')
  server.stdout.resume()
  return {
    url: `redis://:${password}@127.0.0.1:${port}/0`,
    async stop(signal = 'SIGTERM') {
      const ended = once(server, 'exit')
      server.kill(signal)
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
