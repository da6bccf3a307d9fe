#!/usr/bin/env node
// The command `morgiana`. In a clone it builds the program first, when there is none yet or its sources have changed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** DESIGN.md §4: a mistake of how it was set up. */
const configurationCode = 3
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const program = join(root, 'dist/src/main.js')

function refuse(why) {
  process.stderr.write(`${why}\n`)
  process.exit(configurationCode)
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const needed = engines.node.replace('>=', '')
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [neededMajor, neededMinor] = needed.split('.').map(Number)
  if (major < neededMajor || (major === neededMajor && minor < neededMinor))
    refuse(`morgiana needs Node ${needed} or newer; this is ${process.versions.node}`)
}

async function ensureBuilt() {
  if (!existsSync(join(root, 'scripts'))) return // an image: the program is there, its sources are not
  const { isBuilt } = await import('../scripts/freshness.mjs')
  if (isBuilt(root)) return
  if (!existsSync(join(root, 'node_modules/typescript')))
    refuse('morgiana is to be built, and what builds it is not installed: run "npm ci", without --omit=dev')
  process.stderr.write('building morgiana, once\n')
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: ['ignore', 2, 2] })
  if (status !== 0) refuse('the build has failed; what it said stands above')
}

checkNode()
await ensureBuilt()
await import(pathToFileURL(program).href)
