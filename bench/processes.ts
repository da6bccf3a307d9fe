import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Result, Task } from './contestant.ts'

const run = promisify(execFile)
const timeLimitMs = 600_000
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
/** Python is not compiled, so it stands where it was written: this file runs in dist/bench. */
const spider = fileURLToPath(new URL('../../bench/spider.py', import.meta.url))

/** What a program of ours prints. */
export async function linesOf(file: string, args: string[], limitMs = timeLimitMs): Promise<string[]> {
  const options = { timeout: limitMs, maxBuffer: 1e8 }
  const { stdout } = await run(process.execPath, ['--expose-gc', here(file), ...args], options)
  return stdout.trim().split('\n')
}

/** What a contestant says in its last line. */
export const resultOf = async (file: string, task: Task): Promise<Result> =>
  JSON.parse((await linesOf(file, [JSON.stringify(task)])).at(-1) ?? '') as Result

/** Scrapy and its version, when the machine has it. */
export async function findScrapy(): Promise<{ version: string; resultOf(task: Task): Promise<Result> } | null> {
  for (const [command, ...args] of [['scrapy'], ['python3', '-m', 'scrapy'], ['/usr/bin/python3', '-m', 'scrapy']]) {
    if (command === undefined) continue
    const version = await run(command, [...args, 'version']).then(
      ({ stdout }) => stdout.trim(),
      () => null, // it is not there
    )
    if (version === null) continue
    return {
      version,
      resultOf: async (task) => {
        const env = { ...process.env, BENCH_TASK: JSON.stringify(task) }
        const options = { timeout: timeLimitMs, maxBuffer: 1e8, env }
        const { stdout } = await run(command, [...args, 'runspider', spider], options)
        return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Result
      },
    }
  }
  return null
}
