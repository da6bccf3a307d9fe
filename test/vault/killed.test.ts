import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { openVault } from '../../src/vault/open-vault.ts'
import { bundledProgram } from '../bundled.ts'

const rounds = 6

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'morgiana-vault-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

it('a process that is killed while it saves leaves whole pictures only', async () => {
  const folder = await aFolder()
  const saver = await bundledProgram('test/vault/saver-process.ts')
  const said: string[] = []
  for (let round = 1; round <= rounds; round++) {
    const child = spawn(process.execPath, [saver, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(child, 'exit')
    const enough = said.length + round
    for await (const id of createInterface({ input: child.stdout })) {
      said.push(id)
      if (said.length >= enough) child.kill('SIGKILL')
    }
    await ended
  }
  const vault = await openVault(folder)
  for (const id of said) expect(await vault.loadPicture(id)).not.toBeNull()
  const pictures = join(folder, 'pictures')
  for (const start of await readdir(pictures)) {
    for (const name of await readdir(join(pictures, start))) {
      const hash = createHash('sha256')
        .update(await readFile(join(pictures, start, name)))
        .digest('hex')
      expect(`${start}${name}`).toBe(`${hash}.webp`)
    }
  }
})

it('what a killed process was writing is cleared away an hour later, and what another writes now is not', async () => {
  const folder = await aFolder()
  const incoming = join(folder, 'incoming')
  await mkdir(incoming)
  for (const name of ['old', 'new']) await writeFile(join(incoming, name), 'half')
  const longAgo = new Date(Date.now() - 2 * 3_600_000)
  await utimes(join(incoming, 'old'), longAgo, longAgo)
  await openVault(folder)
  expect(await readdir(incoming)).toEqual(['new'])
})
