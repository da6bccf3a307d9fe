import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loaded, verbs } from '../../src/cli/verbs.ts'
import { root } from '../pipeline/program.ts'

/** Why a block of commands is not run: the word after ```sh, for who reads the page too. */
const reasons: Readonly<Record<string, string>> = {
  asks: 'it asks its questions at a terminal',
  yours: 'it needs a file or an id of one’s own',
}
/** npm's own verbs in README, CONTRIBUTING: how the clone is installed and how this suite is run. */
const isHowWeGotHere = (command: string): boolean => /^npm (ci|test|run check)\b/.test(command)
/** What goes on until it is stopped, and what it says when it is there. */
const goesOn: readonly [RegExp, RegExp][] = [
  [/^(npm start|(npx )?morgiana up)$/, /^sign in/m],
  [/morgiana serve/, /^review page/m],
  [/morgiana work/, /^worker +ready/m],
  [/morgiana bazaar/, /"origin"/],
]

type Block = { page: string; line: number; why: string; commands: string[] }

function blocksOf(page: string): Block[] {
  const blocks: Block[] = []
  let open: Block | null = null
  for (const [at, text] of readFileSync(join(root, page), 'utf8').split('\n').entries()) {
    const [, why] = /^```sh ?(.*)$/.exec(text) ?? []
    if (open && text.startsWith('```')) open = null
    else if (why !== undefined) {
      open = { page, line: at + 1, why, commands: [] }
      blocks.push(open)
    } else if (open && text.trim() !== '') open.commands.push(text.replace(/ {2,}# .*$/, '').trim())
  }
  return blocks
}

const pages = [
  ...['README.md', 'CONTRIBUTING.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .sort(),
]
const blocks = pages.flatMap(blocksOf)
const printed = blocks
  .filter(({ why }) => why === '')
  .flatMap(({ page, commands }) => commands.map((command) => [page, command] as const))
  .filter(([, command]) => !isHowWeGotHere(command))
  .map(([page, command]) => [page, command.replace(/^npm ci && (?=npm start)/, '')] as const)
/** With `npx` before it or without is one command, seen once. */
const isNotPrinted = ([, example]: readonly [string, string]) =>
  printed.every(([, command]) => command.replace(/^npx /, '') !== example)
const examples = (await loaded(verbs)).map(({ name, example }) => [`help ${name}`, example] as const)

describe('what is printed for newcomers, in a fresh clone with its packages installed', () => {
  const clone = mkdtempSync(join(tmpdir(), 'morgiana-clone-'))
  const programs = mkdtempSync(join(tmpdir(), 'morgiana-programs-'))

  beforeAll(() => {
    const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
    const files = execFileSync('git', list, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 }).split('\0').filter(Boolean)
    for (const file of files.filter((each) => !each.startsWith('test/')))
      cpSync(join(root, file), join(clone, file), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
    symlinkSync(join(clone, 'bin/morgiana.mjs'), join(programs, 'morgiana'))
    const [, watchlist = ''] =
      /```yaml\n(# watchlist\.yaml\n[\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? []
    writeFileSync(join(clone, 'watchlist.yaml'), watchlist)
  }, 120_000)
  afterAll(() => {
    for (const folder of [clone, programs]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  /** Runs it as a person would type it; `morgiana` alone, as help prints it, is on the path, as npm link puts it there. */
  async function typed(command: string) {
    const env = { PATH: `${programs}:${process.env['PATH']}`, HOME: process.env['HOME'], MORGIANA_PORT: '0' }
    const child = spawn('bash', ['-c', command], { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const [, isThere] = goesOn.find(([which]) => which.test(command)) ?? []
    let out = ''
    let err = ''
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    child.stdout.on('data', (chunk) => {
      out += chunk
      // Ctrl-C goes to all that the terminal started.
      if (isThere?.test(out) && child.pid) process.kill(-child.pid, 'SIGINT')
    })
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    // Ctrl-C ends npm itself with a signal or 130, whatever the program under it says: that it was there is what counts.
    return { code: isThere?.test(out) && (code === null || code === 130) ? 0 : code, out, err }
  }

  it('names the reason of each block that is not run', () => {
    for (const { why, page, line } of blocks)
      expect(why === '' || why in reasons, `${page}:${line}: \`\`\`sh ${why}`).toBe(true)
    expect(blocks.filter(({ why }) => why !== '').map(({ page, why }) => `${page}: ${why}`)).toEqual([
      'docs/importing.md: yours',
      'docs/pictures.md: yours',
      'docs/purchases.md: yours',
      'docs/watchlists.md: asks',
    ])
  })

  it('builds itself at the first command, and README’s first watchlist has hits without a network', async () => {
    const { code, out, err } = await typed('npx morgiana scan --json watchlist.yaml')
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringMatching(/^building morgiana, once/) })
    const { counts } = JSON.parse(out)
    expect(counts).toMatchObject({ notCovered: 0 })
    expect(counts.hitsOpen).toBeGreaterThan(3)
  }, 240_000)

  it.each([...printed, ...examples.filter(isNotPrinted)])(
    '%s: %s',
    async (_, command) => {
      const { code, out, err } = await typed(command)
      expect(code, `${out}\n${err}`).toBe(0)
      expect(err).not.toMatch(/a bug in morgiana|^\s+at .*:\d+:\d+/m)
    },
    240_000,
  )
})
