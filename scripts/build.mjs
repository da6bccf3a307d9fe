// Builds dist/: the compiled program and the page's bundle. Called by `npm start`, `npm test` and the Dockerfile.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { buildPage } from './build-page.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
rmSync('dist', { recursive: true, force: true })
const tsc = createRequire(import.meta.url)
  .resolve('typescript/package.json')
  .replace('package.json', 'bin/tsc')
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' })

for (const folder of ['config/matcher', 'config/watchlists']) {
  if (existsSync(folder)) cpSync(folder, `dist/${folder}`, { recursive: true })
}
if (existsSync('config/rates.tsv')) cpSync('config/rates.tsv', 'dist/config/rates.tsv')

if (existsSync('src/web/page/main.tsx')) await buildPage('dist/src/web/page')
