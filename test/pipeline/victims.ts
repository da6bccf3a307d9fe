import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { openEmbedded } from '../../src/store/database.ts'
import { findRunning } from '../../src/store/embedded.ts'
import { freePort } from '../../src/store/free-port.ts'
import { type Server, startRedis } from '../contract/servers.ts'
import { query } from '../store/database.ts'
import { type Program, startProgram } from './program.ts'

const startLimitMs = 120_000

/** Something that is killed with kill -9 and comes up again. */
export type Victim = { name: string; kill(): Promise<void> }

/**
 * A PostgreSQL server that is started again when it is killed, as `up` does it: by the product's own keeper, in this process.
 * It writes each COMMIT before it confirms it, unlike the throw-away servers of other tests.
 */
export async function mortalPostgres(folder: string) {
  const database = await openEmbedded(folder, 'owner', () => undefined)
  const kept = join(folder, 'postgres')
  let made = 0
  const victim: Victim = {
    name: 'PostgreSQL',
    async kill() {
      const running = await findRunning(kept)
      if (running) process.kill(running.pid, 'SIGKILL')
      await vi
        .waitUntil(async () => await findRunning(kept), { timeout: startLimitMs, interval: 50 })
        .catch(async (error) => {
          throw new Error(`it did not come back: ${await readFile(join(kept, 'postgres.log'), 'utf8')}`, {
            cause: error,
          })
        })
    },
  }
  return {
    victim,
    close: () => database.close(),
    async freshDatabase(): Promise<string> {
      made += 1
      await query(database.url, `create database mortal_${made}`)
      return database.url.replace(/postgres$/, `mortal_${made}`)
    },
  }
}

/** A Redis that keeps nothing: killed, it forgets every job. */
export async function mortalRedis() {
  const port = await freePort()
  let server: Server = await startRedis(port)
  const victim: Victim = {
    name: 'Redis',
    async kill() {
      await server.stop('SIGKILL')
      server = await startRedis(port)
    },
  }
  return { url: server.url, victim, close: () => server.stop() }
}

/** A worker that is started again when it is killed, and when it could not start because a server was just away. */
export function mortalWorker(name: string, env: Record<string, string>) {
  let isOver = false
  let program: Program
  let living: Promise<void>
  const live = async (): Promise<void> => {
    for (;;) {
      program = startProgram(['work'], env)
      const state = await program.line(/ready/, startLimitMs).then(
        () => 'ready' as const,
        async () => {
          program.child.kill('SIGKILL')
          return (await program.ended).code
        },
      )
      if (state === 'ready' || isOver) return
      if (state !== 7 && state !== null) throw new Error(`a worker ended by itself with ${state}`)
    }
  }
  living = live()
  // Whoever waits for it hears of it; a test that failed meanwhile does not.
  living.catch(() => undefined)
  onTestFinished(() => void program.child.kill('SIGKILL'))
  const victim: Victim = {
    name,
    async kill() {
      await living
      program.child.kill('SIGKILL')
      await program.ended
      living = live()
      await living
    },
  }
  return {
    victim,
    /** @returns how it ended: 0 when it was told to stop and did */
    async stop(): Promise<number | null> {
      isOver = true
      await living
      program.child.kill('SIGTERM')
      return (await program.ended).code
    },
  }
}
