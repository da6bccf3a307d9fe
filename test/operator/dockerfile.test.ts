import { execFile, spawn } from 'node:child_process'
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { root } from '../pipeline/program.ts'

const run = promisify(execFile)

/** A Dockerfile's instructions, continuation lines joined, comments left out. */
function instructionsOf(text: string): { word: string; rest: string }[] {
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
  return lines.filter(Boolean).map((line) => {
    const [word = '', ...rest] = line.split(' ')
    return { word, rest: rest.join(' ') }
  })
}

const instruction = (steps: { word: string; rest: string }[], word: string): string =>
  steps.find((step) => step.word === word)?.rest ?? ''

describe('the Dockerfile, followed step by step in empty folders', () => {
  let home: string
  let build: ReturnType<typeof instructionsOf>
  let final: ReturnType<typeof instructionsOf>
  const folder = { build: '', final: '', data: '' }

  beforeAll(async () => {
    const steps = instructionsOf(await readFile(join(root, 'Dockerfile'), 'utf8'))
    const second = steps.findLastIndex((step) => step.word === 'FROM')
    build = steps.slice(0, second)
    final = steps.slice(second)
    home = await mkdtemp(join(tmpdir(), 'morgiana-image-'))
    await chmod(home, 0o755)
    for (const name of ['build', 'final', 'data'] as const) {
      folder[name] = join(home, name)
      await mkdir(folder[name])
    }
    const env = { ...process.env, npm_config_prefer_offline: 'true', NODE_ENV: undefined }
    for (const { word, rest } of build) {
      if (word === 'RUN') await run('sh', ['-c', rest], { cwd: folder.build, env, maxBuffer: 1e8 })
      if (word === 'COPY') await copy(root, folder.build, rest)
    }
    for (const { word, rest } of final) {
      if (word === 'COPY')
        await copy(folder.build, folder.final, rest.replace('--from=build ', '').replace(/\/app\//g, ''))
    }
  }, 300_000)
  afterAll(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))

  it('is multi-stage, non-root, and has a health check', () => {
    expect(build[0]?.rest).toMatch(/ AS build$/)
    expect(instruction(final, 'USER')).toBe('node')
    expect(instruction(final, 'HEALTHCHECK')).toContain('/readyz')
    expect(instruction(final, 'ENTRYPOINT')).not.toBe('')
  })

  it('leaves what is only for building out of the image', async () => {
    await expect(readFile(join(folder.final, 'node_modules/typescript/package.json'))).rejects.toThrow(/ENOENT/)
    await expect(readFile(join(folder.final, 'src/main.ts'))).rejects.toThrow(/ENOENT/)
  })

  it('starts as an ordinary user, passes its health check, and stops on SIGTERM', async () => {
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    if ('uid' in user) await chown(folder.data, 65_534, 65_534)
    const port = String(20_000 + (process.pid % 20_000))
    const env = {
      PATH: process.env['PATH'],
      HOME: folder.data,
      NODE_ENV: 'production',
      MORGIANA_DATA: folder.data,
      MORGIANA_HOST: '127.0.0.1',
      MORGIANA_PORT: port,
    }
    const [command = '', ...args] = [
      ...(JSON.parse(instruction(final, 'ENTRYPOINT')) as string[]),
      ...(JSON.parse(instruction(final, 'CMD')) as string[]),
    ]
    const program = spawn(command, args, { cwd: folder.final, env, ...user, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    program.stdout.on('data', (chunk) => {
      said += chunk
    })
    program.stderr.on('data', (chunk) => {
      said += chunk
    })
    const ended = new Promise<number | null>((resolve) => program.once('close', resolve))
    await vi.waitUntil(() => said.includes('review page') || program.exitCode !== null, { timeout: 60_000 })
    expect(said).toContain('review page')
    const [check = '', ...checkArgs] = JSON.parse(instruction(final, 'HEALTHCHECK').replace(/^.*?CMD /, '')) as string[]
    await run(check, checkArgs, { env })
    program.kill(instruction(final, 'STOPSIGNAL') as NodeJS.Signals)
    expect(await ended).toBe(0)
  }, 120_000)
})

/** COPY a b … target/, from one folder to another; a folder's contents land in a folder of the target's name. */
async function copy(from: string, to: string, rest: string): Promise<void> {
  const words = rest.split(' ')
  const target = words.pop() ?? ''
  for (const word of words) {
    const place = target === './' ? join(to, word) : join(to, target)
    await cp(join(from, word), place, { recursive: true, verbatimSymlinks: true })
  }
}
