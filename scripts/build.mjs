// Builds dist/: the compiled program and the page's bundle. Called by the launcher, `npm test` and the Dockerfile.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { buildPage } from './build-page.mjs'
import { builtFrom, stateOfInputs } from './freshness.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const state = stateOfInputs(root)
// Made beside, and put in place whole: two builds at once, or one that is killed, leave no half of a program.
const making = `.building-${process.pid}`
rmSync(making, { recursive: true, force: true })
mkdirSync(making, { recursive: true })
try {
  const tsc = createRequire(import.meta.url)
    .resolve('typescript/package.json')
    .replace('package.json', 'bin/tsc')
  // What it prints are mistakes in the sources; standard output belongs to the verb that is about to run.
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', making], { stdio: ['ignore', 2, 2] })
  for (const folder of ['config/matcher', 'config/watchlists'])
    cpSync(folder, `${making}/${folder}`, { recursive: true })
  cpSync('config/rates.tsv', `${making}/config/rates.tsv`)
  await buildPage(`${making}/src/web/page`)
  writeFileSync(builtFrom.replace('dist', making), state)
  if (existsSync('dist')) renameSync('dist', `${making}-before`)
  renameSync(making, 'dist')
} finally {
  for (const left of [making, `${making}-before`]) rmSync(left, { recursive: true, force: true })
}
