import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readFiles } from '../../src/cli/import-files.ts'
import { limits } from '../../src/intake/intake.ts'
import { captureIo } from './captured-io.ts'

const asked = { marketplace: 'ebay', currency: 'USD', encoding: null, columns: new Map<string, string>() }

it('takes no more listings from all files together than one process can hold, and names the file that has too many', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'morgiana-import-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const half = limits.listings / 2
  const files = await Promise.all(
    ['one.csv', 'two.csv'].map(async (name, at) => {
      const rows = Array.from({ length: half + at }, (_, row) => `Halvard,${at}${row}`)
      await writeFile(join(folder, name), `title,id\n${rows.join('\n')}\n`)
      return { path: join(folder, name), name }
    }),
  )
  await expect(readFiles(files, asked, captureIo())).rejects.toThrow(
    `more than 50000 listings by ${folder}/two.csv: import the files in parts`,
  )
  expect(await readFiles(files.slice(0, 1), asked, captureIo())).toHaveLength(1)
})
