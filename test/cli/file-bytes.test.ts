import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { readFileBytes } from '../../src/cli/file-bytes.ts'
import { run } from '../../src/cli/run.ts'
import { captureIo } from './captured-io.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'morgiana-bytes-'))
})
afterAll(() => rm(folder, { recursive: true }))

const noFile = 'is no file, but a device, a pipe or a socket'

describe('the bytes of a file', () => {
  it('are read whole, up to what is allowed', async () => {
    const path = join(folder, 'a.csv')
    await writeFile(path, 'id,title\n')
    expect(Buffer.from((await readFileBytes(path, 9)) as Uint8Array).toString()).toBe('id,title\n')
    expect(await readFileBytes(path, 8)).toBe('has 9 bytes, more than 8')
  })

  it('are none of a folder, a device, a file that is not there', async () => {
    expect(await readFileBytes(folder, 9)).toContain('is a folder')
    expect(await readFileBytes('/dev/zero', 9)).toBe(noFile)
    expect(await readFileBytes(join(folder, 'none'), 9)).toBe('there is no such file')
    expect(await readFileBytes(join(folder, 'none', 'below'), 9)).toBe('there is no such file')
  })

  it('are none of a pipe, which is not waited for', async () => {
    const path = join(folder, 'pipe.csv')
    // Node makes no pipes by name.
    execFileSync('/usr/bin/env', ['mkfifo', path])
    expect(await readFileBytes(path, 9)).toBe(noFile)
  })

  it('are none of a socket', async () => {
    const path = join(folder, 'socket.csv')
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(path, resolve))
    expect(await readFileBytes(path, 9)).toBe(noFile)
    await new Promise((resolve) => server.close(resolve))
  })
})

describe('a verb that is given what is no file', () => {
  it.each([
    ['import', ['import', '--watchlist', '/dev/zero', 'x.csv'], 3],
    ['extract', ['extract', '--marketplace', 'ebay', '/dev/zero'], 2],
    ['match', ['match', '--watchlist', '/dev/zero', 'x.jsonl'], 3],
    ['check', ['check', '/dev/zero'], 3],
  ])('%s refuses it in one line', async (_verb, args, code) => {
    const io = captureIo()
    expect(await run(args, io, readSettings({}, []))).toBe(code)
    expect(io.errLines).toEqual([expect.stringContaining(noFile)])
  })
})
