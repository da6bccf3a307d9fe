import { type Zippable, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readPng } from '../../src/evidence/png.ts'
import { wholeEntry } from '../../src/evidence/zip/unpack-entry.ts'
import { readZipDirectory, sourceOf } from '../../src/evidence/zip/zip-entries.ts'
import { zipLayoutFaults } from '../../src/evidence/zip/zip-layout.ts'
import { picture } from './made-capture.ts'

const zipped = (files: Zippable, level: 0 | 6 = 0) => Buffer.from(zipSync(files, { level }))
const faultsOf = async (bytes: Buffer) => {
  const source = sourceOf(bytes)
  return (await zipLayoutFaults(source, await readZipDirectory(source))).map(({ file, says }) => `${file}: ${says}`)
}
const text = (value: string) => Buffer.from(value)

describe('a zip', () => {
  it.each([0, 6] as const)('gives back what was put in, at level %d', async (level) => {
    const bytes = zipped({ 'a/b.txt': text('b'.repeat(3_000_000)), 'c.txt': text('') }, level)
    const source = sourceOf(bytes)
    const { entries } = await readZipDirectory(source)
    expect(await faultsOf(level === 0 ? bytes : zipped({ 'a.txt': text('bc') }, 6))).toEqual([])
    const read = await Promise.all(entries.map(async (entry) => [entry.name, (await wholeEntry(source, entry)).length]))
    expect(read).toEqual([
      ['a/b.txt', 3_000_000],
      ['c.txt', 0],
    ])
  })

  it('is told for bytes before it, after it, and between', async () => {
    const bytes = zipped({ 'a.txt': text('a') })
    expect(await faultsOf(Buffer.concat([bytes, text('x')]))).toEqual([': 1 bytes after the end of the zip'])
    const comment = Buffer.concat([bytes, text('hi')])
    comment.writeUInt16LE(2, comment.length - 4)
    expect(await faultsOf(comment)).toEqual([': zip comment'])
  })

  it('is told for a bomb, before it is unpacked', async () => {
    expect((await faultsOf(zipped({ 'a.txt': Buffer.alloc(4 << 20) }, 6))).join()).toMatch(/zip bomb/)
  })

  it('is refused by its entry when a byte of it is another', async () => {
    const bytes = zipped({ 'a.txt': text('abc') })
    bytes.write('abd', bytes.indexOf('abc'))
    const source = sourceOf(bytes)
    const [entry] = (await readZipDirectory(source)).entries
    await expect(wholeEntry(source, entry!)).rejects.toThrow(/check sum/)
  })
})

describe('a PNG', () => {
  it('is read with its size when it is whole', async () => {
    expect(readPng(await picture(30, 20))).toMatchObject({ width: 30, height: 20, oneColour: false })
  })

  it.each([
    ['cut', (png: Buffer) => png.subarray(0, -20)],
    ['followed by something', (png: Buffer) => Buffer.concat([png, text('x')])],
    ['changed', (png: Buffer) => Buffer.from(png.map((byte, at) => (at === 60 ? byte ^ 1 : byte)))],
    ['no picture', () => text('GIF89a')],
  ])('is refused when it is %s', async (_, harm) => {
    const png = harm(await picture(30, 20))
    expect(() => readPng(png)).toThrow()
  })
})
