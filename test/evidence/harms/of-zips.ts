import type { Bundle } from '../made-bundle.ts'
import { type RawEntry, type RawZip, rawZip } from '../raw-zip.ts'
import type { Harm } from './ground.ts'

const entriesOf = (bundle: Bundle): RawEntry[] => [...bundle].map(([name, data]) => ({ name, data, deflate: true }))
const zipped = (name: string, file: string | null, change: (zip: RawZip) => RawZip | Buffer): Harm => [
  name,
  file,
  ({ small }) => {
    const changed = change({ entries: entriesOf(small) })
    return { zip: Buffer.isBuffer(changed) ? changed : rawZip(changed) }
  },
]
const more =
  (entry: RawEntry) =>
  (zip: RawZip): RawZip => ({ entries: [...zip.entries, entry] })
const of =
  (name: string, change: Partial<RawEntry>) =>
  (zip: RawZip): RawZip => ({
    entries: zip.entries.map((each) => (each.name === name ? { ...each, ...change } : each)),
  })
const x = Buffer.from('x')

/** What a zip may hide things in. */
export const zipHarms: readonly Harm[] = [
  zipped('a file twice', 'README.txt', (zip) => more({ name: 'README.txt', data: x })(zip)),
  zipped('a file outside', '../outside.txt', more({ name: '../outside.txt', data: x })),
  zipped('a file at an absolute place', '/etc/outside', more({ name: '/etc/outside', data: x })),
  zipped('a file under a point', 'data/./a.txt', more({ name: 'data/./a.txt', data: x })),
  zipped('a file of another system', 'data\\a.txt', more({ name: 'data\\a.txt', data: x })),
  zipped('a name that differs only in case', null, more({ name: 'readme.TXT', data: x })),
  zipped(
    'a name that is composed otherwise',
    'data/re\u0301sume.txt',
    more({ name: 'data/re\u0301sume.txt', data: x, flags: 0x800 }),
  ),
  zipped('a link', 'data/link', more({ name: 'data/link', data: Buffer.from('/etc/passwd'), mode: 0o120777 })),
  zipped('an encrypted file', 'README.txt', of('README.txt', { flags: 1 })),
  zipped('an unknown method', 'README.txt', of('README.txt', { method: 12 })),
  zipped('a bomb', 'data/bomb', more({ name: 'data/bomb', data: Buffer.alloc(64 << 20), deflate: true })),
  zipped('a file of more bytes than it says', 'README.txt', of('README.txt', { size: 10 })),
  zipped('a file of fewer bytes than it says', 'README.txt', of('README.txt', { size: 100_000 })),
  zipped('a check sum of other bytes', 'README.txt', of('README.txt', { crc: 7 })),
  zipped('a local header of another file', 'README.txt', of('README.txt', { localName: 'REAOME.txt' })),
  zipped('a file less', 'data/report.pdf', (zip) => ({
    entries: zip.entries.filter(({ name }) => name !== 'data/report.pdf'),
  })),
  zipped('a file more', 'data/more.txt', more({ name: 'data/more.txt', data: x })),
  zipped('a folder in place of a file', 'README.txt/', (zip) => ({
    entries: [...zip.entries, { name: 'README.txt/', data: Buffer.alloc(0), mode: 0o040755 }],
  })),
  zipped('something beside the one folder', null, (zip) => ({
    entries: [
      ...zip.entries.map((each) => ({ ...each, name: `bundle/${each.name}` })),
      { name: 'beside.txt', data: x },
    ],
  })),
  zipped('two folders deep', null, (zip) => ({
    entries: zip.entries.map((each) => ({ ...each, name: `a/b/${each.name}` })),
  })),
  zipped('bytes before it', null, (zip) => ({ ...zip, prefix: Buffer.from('#!/bin/sh\n') })),
  zipped('bytes between files', 'README.txt', of('README.txt', { before: Buffer.from('hidden') })),
  zipped('bytes before its directory', null, (zip) => ({ ...zip, gap: Buffer.from('hidden') })),
  zipped('a comment', null, (zip) => ({ ...zip, comment: Buffer.from('hidden') })),
  zipped('bytes behind it', null, (zip) => ({ ...zip, trailing: Buffer.from('hidden') })),
  zipped('another zip behind it', null, (zip) => ({
    ...zip,
    trailing: rawZip({ entries: [{ name: 'a.txt', data: x }] }),
  })),
  zipped('half of it', null, (zip) => {
    const whole = rawZip(zip)
    return whole.subarray(0, whole.length >> 1)
  }),
  zipped('all but its last bytes', null, (zip) => rawZip(zip).subarray(0, -8)),
  zipped('nothing in it', null, () => ({ entries: [] })),
  zipped('no zip', null, () => Buffer.from('not a zip at all, but a text')),
]
