import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findRunning, stopServer } from '../../src/store/embedded.ts'
import { query } from '../store/database.ts'
import { signInBy } from '../web/served.ts'
import { dataFolder, type Program, runProgram, startProgram } from './program.ts'
import { untilRunEnds } from './runs.ts'

let folder: Awaited<ReturnType<typeof dataFolder>>
let running: Program[] = []

beforeEach(async () => {
  folder = await dataFolder()
  running = []
})
afterEach(async () => {
  for (const program of running) program.child.kill('SIGKILL')
  await Promise.all(running.map((program) => program.ended))
  const left = await findRunning(join(folder.path, 'postgres'))
  if (left) await stopServer(left)
  await folder.remove()
})

function up(env: Record<string, string> = {}): Program {
  const program = startProgram(['up'], { MORGIANA_DATA: folder.path, MORGIANA_PORT: '0', ...env })
  running.push(program)
  return program
}

const address = (line: string): string => /https?:\/\/\S+/.exec(line)?.[0] ?? ''

/** Signs in with the one-time link, as a browser does, and asks the API. */
async function signedIn(link: string) {
  const answer = await signInBy(link)
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return async (path: string) => (await fetch(new URL(path, link), { headers: { cookie } })).json()
}

describe('npm start on a machine with nothing but Node', () => {
  it('watches the demo brand, says what it did in order, and shows hits to who opens the link', async () => {
    const program = up()
    const link = address(await program.line(/^sign in/))
    const ask = await signedIn(link)
    const { hits } = (await ask('/api/hits')) as { hits: unknown[] }
    expect(hits.length).toBeGreaterThan(0)
    const again = await signInBy(link)
    expect(again.headers.get('set-cookie')).toBeNull()

    program.child.kill('SIGTERM')
    const order = ['data folder', 'database', 'watched', 'demo market', 'run', 'review page', 'sign in']
    const said = (await program.ended).out.split('\n').map((line) => order.find((word) => line.startsWith(`${word} `)))
    expect(said.filter((word) => word !== undefined)).toEqual(order)
  })

  it('stops cleanly on SIGTERM, and goes on where it was', async () => {
    const first = up()
    await first.line(/^sign in/)
    const server = await findRunning(join(folder.path, 'postgres'))
    const [run] = await query<{ id: string }>(server!.url, 'select id from runs')
    await untilRunEnds(server!.url, run!.id, 60_000)
    first.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)
    expect(await findRunning(join(folder.path, 'postgres'))).toBeNull()

    const second = up()
    expect(await second.line(/^run/)).toMatch(/nothing is due/)
    expect(await second.line(/^database/)).not.toMatch(/taken over/)
  })

  it('recovers after kill -9: what is running is taken over', async () => {
    const first = up()
    await first.line(/^watched/)
    first.child.kill('SIGKILL')
    await first.ended

    const second = up({ MORGIANA_QUEUE_LOCK_MS: '1000' })
    expect(await second.line(/^database/)).toMatch(/taken over/)
    expect(await second.line(/^run/)).toMatch(/searched (\d+)\/\1,/)
  })

  it('refuses a second start on the same data folder with exit code 4', async () => {
    const first = up()
    await first.line(/^database/)
    const second = up()
    const { code, err } = await second.ended
    expect(code).toBe(4)
    expect(err).toMatch(/already running on the data folder/)
  })

  it('keeps secrets in files that only their owner can read', async () => {
    const program = up()
    await program.line(/^database/)
    const file = join(folder.path, 'postgres', 'cluster', 'password')
    expect((await stat(file)).mode & 0o077).toBe(0)
    expect((await readFile(file, 'utf8')).trim().length).toBeGreaterThanOrEqual(32)
  })

  it('has links made for its page by another command, whatever port it took', async () => {
    const page = address(await up().line(/^review page/))
    const user = await runProgram(['user', '--json', 'add', 'Dana Weiss', '--role', 'reviewer'], {
      MORGIANA_DATA: folder.path,
      MORGIANA_PORT: '0',
    })
    expect(user.code).toBe(0)
    expect(user.out).toContain(`${page}/sign-in?token=`)
  })

  it('says whether it is healthy and ready', async () => {
    const program = up()
    const page = address(await program.line(/^review page/))
    expect((await fetch(new URL('/healthz', page))).status).toBe(200)
    expect((await fetch(new URL('/readyz', page))).status).toBe(200)
  })
})
