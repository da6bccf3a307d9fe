import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { run } from '../../src/cli/run.ts'
import { captureIo } from './captured-io.ts'

const folder = mkdtempSync(join(tmpdir(), 'morgiana-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'file')
writeFileSync(file, 'a file')

describe('a data folder that cannot be written', () => {
  it.each([
    ['is a file', file],
    ['lies under a file', join(file, 'below')],
    ['lies where the system makes no folders', '/proc/morgiana'],
    ['is there, and takes no files', '/proc/self'],
    ['has a name that is too long', join(folder, 'x'.repeat(300))],
  ])('%s: one line, and exit code 3', async (_, dataFolder) => {
    for (const verb of [['status'], ['up'], ['work'], ['scan', 'config/watchlists/demo.yaml'], ['migrate']]) {
      const io = captureIo()
      expect(await run(verb, io, readSettings({ MORGIANA_DATA: dataFolder, MORGIANA_PORT: '0' }))).toBe(3)
      expect(io.errLines).toEqual([
        expect.stringMatching(/^the data folder .* cannot be written \([A-Z]+\): name another one in MORGIANA_DATA$/),
      ])
    }
  })
})
