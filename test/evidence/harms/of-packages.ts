import { generateKeyPairSync, sign } from 'node:crypto'
import { toBase64 } from '../../../src/evidence/base64.ts'
import { sha256 } from '../../../src/evidence/hash.ts'
import { wholeEntry } from '../../../src/evidence/zip/unpack-entry.ts'
import { readZipDirectory, sourceOf } from '../../../src/evidence/zip/zip-entries.ts'
import { type RawEntry, type RawZip, rawZip } from '../raw-zip.ts'
import type { Harm } from './ground.ts'
import { wacz } from './one-capture.ts'

/** The package's frame: its entries as they are, written by a hand that hides something. */
const frame = (name: string, file: string, change: (zip: RawZip) => RawZip): Harm => [
  name,
  file,
  async ({ small, make }) => {
    const source = sourceOf(small.get(wacz)!)
    const { entries } = await readZipDirectory(source)
    const raw: RawEntry[] = await Promise.all(
      entries.map(async (entry) => ({ name: entry.name, data: await wholeEntry(source, entry) })),
    )
    return make({
      small: true,
      changeCapture: { id: 'cap-listing', change: { wacz: () => rawZip(change({ entries: raw })) } },
    })
  },
]
const edit =
  (path: string, change: (text: string) => string) =>
  (zip: RawZip): RawZip => ({
    ...zip,
    entries: zip.entries.map((entry) =>
      entry.name === path ? { ...entry, data: Buffer.from(change(entry.data.toString())) } : entry,
    ),
  })
/** The description written anew, and its digest with it; the signature of another key or none. */
const resigned =
  (change: (text: string) => string) =>
  (zip: RawZip): RawZip => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const described = change(zip.entries.find(({ name }) => name === 'datapackage.json')!.data.toString())
    const hash = `sha256:${sha256(described)}`
    const signature = toBase64(sign('sha256', Buffer.from(hash), { key: privateKey, dsaEncoding: 'ieee-p1363' }))
    const key = toBase64(publicKey.export({ format: 'der', type: 'spki' }))
    return edit('datapackage-digest.json', (digest) => {
      const { signedData, ...rest } = JSON.parse(digest)
      return JSON.stringify({ ...rest, hash, signedData: { ...signedData, hash, signature, publicKey: key } })
    })(edit('datapackage.json', () => described)(zip))
  }
const own = `${wacz}!`
/** The frame of a WACZ, its description and its signature. */
export const packageHarms: readonly Harm[] = [
  frame('an entry twice', `${own}dom/page.html`, (zip) => ({ entries: [...zip.entries, zip.entries[3]!] })),
  frame('a packed entry', `${own}text/page.txt`, (zip) => ({
    entries: zip.entries.map((each) => (each.name === 'text/page.txt' ? { ...each, deflate: true } : each)),
  })),
  frame('bytes before the first entry', `${own}archive/data.warc.gz`, (zip) => ({
    ...zip,
    prefix: Buffer.from('#!/bin/sh\n'),
  })),
  frame('bytes between entries', `${own}dom/page.html`, (zip) => ({
    entries: zip.entries.map((each) =>
      each.name === 'dom/page.html' ? { ...each, before: Buffer.from('hidden') } : each,
    ),
  })),
  frame('bytes before the directory', wacz, (zip) => ({ ...zip, gap: Buffer.from('hidden') })),
  frame('a comment', wacz, (zip) => ({ ...zip, comment: Buffer.from('hidden') })),
  frame('a folder', `${own}dom/`, (zip) => ({
    entries: [...zip.entries, { name: 'dom/', data: Buffer.alloc(0), mode: 0o040755 }],
  })),
  frame('a link', `${own}text/link.txt`, (zip) => ({
    entries: [...zip.entries, { name: 'text/link.txt', data: Buffer.from('page.txt'), mode: 0o120777 }],
  })),
  frame('an encrypted entry', `${own}text/page.txt`, (zip) => ({
    entries: zip.entries.map((each) => (each.name === 'text/page.txt' ? { ...each, flags: 1 } : each)),
  })),
  frame('a check sum of other bytes', `${own}text/page.txt`, (zip) => ({
    entries: zip.entries.map((each) => (each.name === 'text/page.txt' ? { ...each, crc: 7 } : each)),
  })),
  frame('a local header of another file', `${own}text/page.txt`, (zip) => ({
    entries: zip.entries.map((each) =>
      each.name === 'text/page.txt' ? { ...each, localName: 'text/pane.txt' } : each,
    ),
  })),
  frame('a file that is not described', `${own}text/more.txt`, (zip) => ({
    entries: [...zip.entries, { name: 'text/more.txt', data: Buffer.from('x') }],
  })),
  frame('a name outside', `${own}../page.html`, (zip) => ({
    entries: [...zip.entries, { name: '../page.html', data: Buffer.from('x') }],
  })),
  frame('an unknown method', `${own}text/page.txt`, (zip) => ({
    entries: zip.entries.map((each) => (each.name === 'text/page.txt' ? { ...each, method: 99 } : each)),
  })),
  frame('no description', `${own}datapackage.json`, (zip) => ({
    entries: zip.entries.filter(({ name }) => name !== 'datapackage.json'),
  })),
  frame('no digest', `${own}datapackage-digest.json`, (zip) => ({
    entries: zip.entries.filter(({ name }) => name !== 'datapackage-digest.json'),
  })),
  frame(
    'a description of another address',
    `${own}datapackage-digest.json`,
    edit('datapackage.json', (all) => all.replace('item-4711', 'item-4712')),
  ),
  frame(
    'a description of another address, signed anew',
    `${own}datapackage.json`,
    resigned((all) => all.replace('item-4711', 'item-4712')),
  ),
  frame(
    'a description of another version, signed anew',
    `${own}datapackage.json`,
    resigned((all) => all.replace('1.1.1', '1.2.0')),
  ),
  frame(
    'a description of another hash, signed anew',
    `${own}text/page.txt`,
    resigned((all) => all.replace(/("text\/page.txt",\s*"hash": "sha256:)../, '$1zz')),
  ),
  frame(
    'a description without a file, signed anew',
    `${own}datapackage.json`,
    resigned((all) => JSON.stringify({ ...JSON.parse(all), resources: JSON.parse(all).resources.slice(1) })),
  ),
  frame(
    'a description made at another time, signed anew',
    `${own}datapackage.json`,
    resigned((all) => all.replace(/"created": "20\d\d/, '"created": "2019')),
  ),
  frame(
    'the signature of another key',
    `${own}datapackage-digest.json`,
    resigned((all) => all),
  ),
  frame(
    'a signature of other bytes',
    `${own}datapackage-digest.json`,
    edit('datapackage-digest.json', (all) => all.replace(/"signature": "..../, '"signature": "AAAA')),
  ),
  frame(
    'a digest with a field more',
    `${own}datapackage-digest.json`,
    edit('datapackage-digest.json', (all) => all.replace('"signedData": {', '"signedData": { "timestamp": "now",')),
  ),
  frame(
    'a digest of another time',
    `${own}datapackage-digest.json`,
    edit('datapackage-digest.json', (all) => all.replace(/"created": "20\d\d/, '"created": "2019')),
  ),
]
