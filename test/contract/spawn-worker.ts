import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Journal } from './journal.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A real process that takes jobs and never ends them; `taken` has the batches it said. */
export type WorkerProcess = { taken: Journal<string>; kill(): Promise<void> }

export async function spawnWorker(...args: string[]): Promise<WorkerProcess> {
  // Node 20 runs no TypeScript; the bundle lies below node_modules so that it finds the packages.
  const folder = `${root}node_modules/.cache/morgiana`
  await mkdir(folder, { recursive: true })
  const file = `${folder}/worker-process-${process.pid}.mjs`
  const entry = `${root}test/contract/worker-process.ts`
  await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  })
  const child: ChildProcess = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const taken = new Journal<string>()
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => taken.add(line))
  return {
    taken,
    async kill() {
      await rm(file, { force: true })
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
