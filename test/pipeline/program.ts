import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The built program, as `npm start` runs it (npm test builds it first). */
const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url))
export const root = fileURLToPath(new URL('../..', import.meta.url))

export type Ended = { code: number | null; signal: NodeJS.Signals | null; out: string; err: string }

export type Program = {
  child: ChildProcess
  ended: Promise<Ended>
  /** Resolves with the first line of standard output that fits; rejects when the program ends before, or the time is up. */
  line(pattern: RegExp, limitMs?: number): Promise<string>
}

/** Starts the program with its own environment: nothing of the caller's settings reaches it. */
export function startProgram(args: readonly string[], env: Record<string, string> = {}, cwd = root): Program {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  const looks = new Set<() => void>()
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk
    for (const look of looks) look()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk
  })
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code, signal) => {
      resolve({ code, signal, out, err })
    }),
  )
  const line = (pattern: RegExp, limitMs = 40_000) =>
    new Promise<string>((resolve, reject) => {
      const fail = (why: string) => {
        looks.delete(look)
        clearTimeout(timer)
        reject(new Error(`${why} for ${pattern}\nout: ${out}\nerr: ${err}`))
      }
      const timer = setTimeout(() => fail('waited too long'), limitMs)
      const look = () => {
        const found = out.split('\n').find((each) => pattern.test(each))
        if (found === undefined) return
        looks.delete(look)
        clearTimeout(timer)
        resolve(found)
      }
      looks.add(look)
      void ended.then(({ code }) => fail(`ended with ${code} while waited`))
      look()
    })
  return { child, ended, line }
}

export const runProgram = (args: readonly string[], env: Record<string, string> = {}, cwd = root): Promise<Ended> =>
  startProgram(args, env, cwd).ended

/** A data folder of its own, gone at the end. */
export async function dataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'morgiana-test-'))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}
