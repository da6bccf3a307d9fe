// `npm run mutants`: harms files one at a time in a copy of the tree, and asks the tests of their own room whether they notice.
// Options: --seed N, --count N (over all rooms), --room NAME (one room), --workers N, --json FILE.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { diceOf, drawn } from './dice.mjs'
import { mutantsOf } from './mutants-of.mjs'
import { rooms } from './rooms.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    room: { type: 'string' },
    workers: { type: 'string', default: '2' },
    json: { type: 'string' },
  },
})
/**
 * A mutant that never ends is noticed too: a person would see the tests hang. One that only runs on a busy machine must not
 * count as noticed, so the limit is so many times what the unharmed room took, and no less than this.
 */
const timeLimit = { leastMs: 180_000, times: 4 }

const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)
const chosen = chooseMutants()
const limits = new Map()
const folders = Array.from({ length: Number(values.workers) }, copyOfTree)
const results = []
try {
  await seeUnharmed(folders[0])
  await Promise.all(folders.map(work))
} finally {
  for (const folder of folders) rmSync(dirname(folder), { recursive: true, force: true })
}
report()

/** The same number of each room: small rooms matter as well. */
function chooseMutants() {
  const dice = diceOf(Number(values.seed))
  const wanted = rooms.filter(({ name }) => !values.room || name === values.room)
  const each = Math.ceil(Number(values.count) / wanted.length)
  return wanted.flatMap((room) => {
    const all = tracked
      .filter((path) => /\.tsx?$/.test(path) && room.files.test(path))
      .flatMap((path) =>
        mutantsOf(path, readFileSync(join(root, path), 'utf8')).map((mutant) => ({ room, path, ...mutant })),
      )
    return drawn(all, each, dice)
  })
}

/** A whole tree of its own, built, whose files can be harmed without anybody else seeing it. */
function copyOfTree() {
  const folder = join(mkdtempSync(join(tmpdir(), 'mutants-')), 'tree')
  for (const path of tracked) cpSync(join(root, path), join(folder, path))
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  symlinkSync(join(root, '..', 'shared'), join(dirname(folder), 'shared'))
  return folder
}

/** Tests that fail anyway would kill every mutant. @throws Error naming the room */
async function seeUnharmed(folder) {
  for (const room of new Set(chosen.map((mutant) => mutant.room))) {
    const began = performance.now()
    limits.set(room.name, Number.POSITIVE_INFINITY)
    const passes = await testsPass(folder, { room, path: null })
    if (!passes) throw new Error(`the tests of ${room.name} fail without any harm`)
    limits.set(room.name, Math.max(timeLimit.leastMs, timeLimit.times * (performance.now() - began)))
  }
}

async function work(folder) {
  for (let mutant = chosen.shift(); mutant; mutant = chosen.shift()) {
    const file = join(folder, mutant.path)
    const source = readFileSync(file, 'utf8')
    writeFileSync(file, source.slice(0, mutant.start) + mutant.text + source.slice(mutant.end))
    const result = {
      room: mutant.room.name,
      place: `${mutant.path}:${source.slice(0, mutant.start).split('\n').length}`,
      kind: mutant.kind,
      was: source.slice(mutant.start, mutant.end),
      became: mutant.text,
      isKilled: !(await testsPass(folder, mutant)),
    }
    writeFileSync(file, source)
    results.push(result)
    console.log(`${result.isKilled ? 'killed  ' : 'SURVIVED'} ${said(result)}`)
  }
}

function said({ place, kind, was, became }) {
  return `${place} ${kind}: ${oneLine(was)} → ${oneLine(became)}`
}

function oneLine(text) {
  return (text.length > 90 ? `${text.slice(0, 87)}…` : text).replace(/\s+/g, ' ')
}

/** Whether the tests of the file's own room that reach it all pass; all of the room's for no path. */
async function testsPass(folder, { room, path }) {
  const limitMs = limits.get(room.name)
  if (room.reached === 'program' && !(await succeeds(folder, ['scripts/build.mjs'], limitMs))) return false
  const config = join(folder, 'vitest.room.config.mjs')
  const include = JSON.stringify(room.tests.map((test) => `${test}/**/*.test.ts`))
  writeFileSync(
    config,
    `export default { test: { include: ${include}, testTimeout: 60000, hookTimeout: 60000, maxWorkers: 1 } }\n`,
  )
  const which = room.reached !== 'imports' || path === null ? ['run'] : ['related', '--run', path]
  const told = ['--config', config, '--bail=1', '--passWithNoTests']
  // What fails without any harm is shown: it is to be mended first.
  return succeeds(folder, ['node_modules/vitest/vitest.mjs', ...which, ...told], limitMs, path === null)
}

function succeeds(folder, args, limitMs, isShown = false) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      stdio: isShown ? 'inherit' : 'ignore',
      ...(Number.isFinite(limitMs) && { timeout: limitMs }),
      killSignal: 'SIGKILL',
    })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0))
  })
}

function report() {
  console.log('\nroom          killed  of    share')
  for (const { name } of rooms) {
    const own = results.filter(({ room }) => room === name)
    if (own.length === 0) continue
    const killed = own.filter(({ isKilled }) => isKilled).length
    console.log(
      `${name.padEnd(14)}${String(killed).padStart(6)}${String(own.length).padStart(4)}${String(Math.round((100 * killed) / own.length)).padStart(8)} %`,
    )
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`)
}
