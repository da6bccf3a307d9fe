import { mkdir, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * A TypeScript file of the tests as a program of its own, which can be killed: Node 20 runs no TypeScript. The bundle lies below
 * node_modules so that it finds the packages. @param entry from the repository's top
 */
export async function bundledProgram(entry: string): Promise<string> {
  const cache = `${root}node_modules/.cache/morgiana`
  await mkdir(cache, { recursive: true })
  const outfile = `${cache}/${basename(entry, '.ts')}-${process.pid}.mjs`
  await build({
    ...{ entryPoints: [`${root}${entry}`], outfile },
    ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm' },
  })
  onTestFinished(() => rm(outfile, { force: true }))
  return outfile
}
