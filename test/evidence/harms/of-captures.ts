import { generateKeyPairSync, sign } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { toBase64 } from '../../../src/evidence/base64.ts'
import type { CaptureRecord } from '../../../src/evidence/capture/record.ts'
import { sha256 } from '../../../src/evidence/hash.ts'
import { readWarc } from '../../../src/evidence/warc/read-warc.ts'
import { wholeEntry } from '../../../src/evidence/zip/unpack-entry.ts'
import { readZipDirectory, sourceOf } from '../../../src/evidence/zip/zip-entries.ts'
import { type CaptureChange, picture } from '../made-capture.ts'
import { type RawEntry, type RawZip, rawZip } from '../raw-zip.ts'
import type { Harm } from './ground.ts'

const json = 'data/captures/cap-listing/capture.json'
const wacz = 'data/captures/cap-listing/capture.wacz'
const warc = `${wacz}!archive/data.warc.gz`

const inside = (name: string, file: string, change: CaptureChange): Harm => [
  name,
  file,
  ({ make }) => make({ small: true, changeCapture: { id: 'cap-listing', change } }),
]
const ofRecord = (name: string, change: (record: CaptureRecord) => void, file = json): Harm =>
  inside(name, file, { record: change })
const ofFiles = (name: string, path: string, change: (bytes: Buffer) => Buffer | string | null): Harm =>
  inside(name, `${wacz}!${path}`, {
    files: (files) => {
      const after = change(Buffer.from(files.get(path) ?? []))
      if (after === null) files.delete(path)
      else files.set(path, Buffer.from(after))
    },
  })
const text = (name: string, path: string, change: (text: string) => string): Harm =>
  ofFiles(name, path, (bytes) => {
    const after = change(bytes.toString())
    if (after === bytes.toString()) throw new Error(`${name} changes nothing`)
    return after
  })

/** The gzip members of a WARC, changed as texts; the index then says where they were. */
const members = (name: string, change: (members: string[]) => string[]): Harm => recordsOf(name, warc, change)

function recordsOf(name: string, file: string, change: (members: string[]) => string[]): Harm {
  const [, , harm] = ofFiles(name, 'archive/data.warc.gz', (bytes) => {
    const whole = readWarc(bytes).records.map(({ offset, length }) =>
      gunzipSync(bytes.subarray(offset, offset + length)).toString('latin1'),
    )
    return Buffer.concat(change(whole).map((each) => gzipSync(Buffer.from(each, 'latin1'))))
  })
  return [name, file, harm]
}

/** The records of the second response, in the order of the file: warcinfo, then response and request in turn. */
const at =
  (n: number, change: (record: string) => string) =>
  (all: string[]): string[] =>
    all.map((each, i) => {
      if (i !== n) return each
      const after = change(each)
      if (after === each) throw new Error('nothing changed in the record')
      return after
    })

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
const moved = (iso: string, ms: number): string => new Date(Date.parse(iso) + ms).toISOString()

const stateHarms: readonly Harm[] = [
  ofRecord('a complete capture with a reason', ({ why }) => why.push({ code: 'x', text: 'x' })),
  ofRecord('a partial capture without a reason', (record) => Object.assign(record, { state: 'partial' })),
  ofRecord('a complete capture with a request that failed', ({ requests }) =>
    requests.failed.push({ url: 'http://market.example/b', error: 'reset' }),
  ),
  ofRecord('a status that is no page', ({ request }) => Object.assign(request, { status: 503 })),
  ofRecord('a refusal that has a reading', (record) =>
    Object.assign(record, {
      state: 'refused',
      why: [{ code: 'captcha', text: 'x' }],
      refusal: { kind: 'captcha', says: 'x' },
    }),
  ),
  ofRecord('a listing that has a refusal', (record) =>
    Object.assign(record, { refusal: { kind: 'captcha', says: 'x' } }),
  ),
  ofRecord('no reading', ({ subject }) => void delete subject.reading),
  ofRecord('no listing', ({ subject }) => void delete subject.listing),
  ofRecord('another listing', ({ subject }) => Object.assign(subject, { listing: 'item-9999' })),
  ofRecord('another price', ({ subject }) => Object.assign(subject.reading!, { priceText: '$ 19.90' })),
  ofRecord('another title in the reading', ({ subject }) =>
    Object.assign(subject.reading!, { title: 'Something else' }),
  ),
  ofRecord('an empty legal basis', ({ order }) => Object.assign(order, { legalBasis: ' ' })),
  ofRecord('no buyer of the order', ({ order }) => Object.assign(order, { by: null })),
  ofRecord('an overridden robots.txt without a reason', ({ robots }) =>
    Object.assign(robots, { decision: 'overridden' }),
  ),
  ofRecord('another id', (record) => Object.assign(record, { id: 'cap-other' })),
  ofRecord('another format', (record) => Object.assign(record, { format: 'morgiana-capture/2' })),
  ofRecord('a hash in capitals', ({ wacz: file }) => Object.assign(file, { sha256: file.sha256.toUpperCase() })),
  ofRecord('a resumed session', ({ tls }) =>
    tls.push({
      host: 'market.example',
      protocol: 'TLSv1.3',
      cipher: 'x',
      chain: 'tls/market.example.pem',
      chainFrom: 'verified',
      verified: true,
      resumed: true,
    } as never),
  ),
  ofRecord(
    'a chain that is not there',
    ({ tls }) =>
      tls.push({
        host: 'market.example',
        protocol: 'TLSv1.3',
        cipher: 'x',
        chain: 'tls/market.example.pem',
        chainFrom: 'verified',
        verified: true,
        resumed: false,
      }),
    `${wacz}!tls/market.example.pem`,
  ),
]
const timeHarms: readonly Harm[] = [
  ofRecord('a start after the end', ({ time }) => Object.assign(time, { started: moved(time.finished, 1) })),
  ofRecord('an order after the start', ({ order, time }) =>
    Object.assign(order, { requestedAt: moved(time.started, 1) }),
  ),
  ofRecord(
    'an end before the traffic',
    ({ time }) =>
      Object.assign(time, {
        started: moved(time.started, -60_000),
        loaded: moved(time.started, -50_000),
        finished: moved(time.started, -40_000),
      }),
    warc,
  ),
  ofRecord(
    'an end after the stamp',
    ({ time }) => Object.assign(time, { finished: moved(time.finished, 600_000) }),
    `${json}.tsr`,
  ),
  ofRecord('no clock', ({ time }) => void time.clock.splice(0)),
  ofRecord('a clock that is an hour off', ({ time }) =>
    time.clock.push({ source: 'ntp', peer: 'time.example', offsetMs: 3_600_000, uncertaintyMs: 1, at: time.finished }),
  ),
  ofRecord('clocks that contradict each other', ({ time }) =>
    time.clock.push(
      ...[-15_000, 15_000].map((offsetMs) => ({
        source: 'ntp' as const,
        peer: 'time.example',
        offsetMs,
        uncertaintyMs: 1,
        at: time.finished,
      })),
    ),
  ),
  ofRecord('a clock of another day', ({ time }) =>
    Object.assign(time.clock[0]!, { at: moved(time.clock[0]!.at, -86_400_000) }),
  ),
  ofRecord('a date of a server that did not say it', ({ time }) => Object.assign(time.clock[0]!, { offsetMs: 30_000 })),
  ofRecord('a date of another server', ({ time }) => Object.assign(time.clock[0]!, { peer: 'time.example' })),
  ofRecord('a time without milliseconds', ({ time }) =>
    Object.assign(time, { loaded: time.loaded.replace(/\.\d+/, '') }),
  ),
  ofRecord('a time of no calendar', ({ time }) => Object.assign(time, { loaded: '2026-02-30T09:00:00.000Z' })),
]
const requestHarms: readonly Harm[] = [
  ofRecord('another number of answers', ({ requests }) => Object.assign(requests, { answered: 4 })),
  ofRecord('another address asked for', ({ request }) =>
    Object.assign(request, { asked: 'http://market.example/other' }),
  ),
  ofRecord('a redirect that no answer gave', ({ request }) => Object.assign(request.redirects[0]!, { status: 301 })),
  ofRecord('a redirect elsewhere', ({ request }) => Object.assign(request.redirects[0]!, { location: '/elsewhere' })),
  ofRecord('no redirect', ({ request }) => void request.redirects.splice(0)),
  ofRecord(
    'another final address',
    ({ request }) => Object.assign(request, { final: 'http://market.example/else' }),
    warc,
  ),
  ofRecord(
    'an address that was not connected to',
    ({ request }) => Object.assign(request.addresses[0]!, { connected: '192.0.2.8', resolved: ['192.0.2.8'] }),
    warc,
  ),
  ofRecord('an address that did not resolve', ({ request }) =>
    Object.assign(request.addresses[0]!, { resolved: ['192.0.2.8'] }),
  ),
  ofRecord('no address', ({ request }) => void request.addresses.splice(0)),
]
const partHarms: readonly Harm[] = [
  ofRecord(
    'a part of another hash',
    ({ parts }) => Object.assign(parts[3]!, { sha256: 'ab'.repeat(32) }),
    `${wacz}!dom/page.html`,
  ),
  ofRecord('a part of another name', ({ parts }) => Object.assign(parts[3]!, { name: 'text' })),
  ofRecord('a part twice', ({ parts }) => parts.push(parts[0]!)),
  ofRecord(
    'a part that is not there',
    ({ parts }) => parts.push({ ...parts[0]!, path: 'logs/capture.jsonl', name: 'log' }),
    `${wacz}!logs/capture.jsonl`,
  ),
  ofRecord('a part that is not listed', ({ parts }) => void parts.splice(3, 1), `${wacz}!dom/page.html`),
  ofRecord('another package', ({ wacz: file }) => Object.assign(file, { sha256: 'ab'.repeat(32) }), wacz),
  ...['dom/page.html', 'text/page.txt', 'screenshots/full.png', 'screenshots/viewport.png', 'pages/pages.jsonl'].map(
    (path) => inside(`no ${path}`, json, { files: (files) => void files.delete(path) }),
  ),
  ...['indexes/index.cdx', 'archive/data.warc.gz'].map((path) =>
    inside(`no ${path}`, json, { files: (files) => void files.delete(path) }),
  ),
]
const trafficHarms: readonly Harm[] = [
  members(
    'a record of another version',
    at(3, (record) => record.replace('WARC/1.1', 'WARC/1.0')),
  ),
  members(
    'a block that was changed',
    at(3, (record) => record.replace('29.90', '19.90')),
  ),
  members(
    'a record without its digest',
    at(3, (record) => record.replace(/WARC-Block-Digest: .*\r\n/, '')),
  ),
  members(
    'a payload digest of other bytes',
    at(3, (record) => record.replace(/(WARC-Payload-Digest: sha256:)../, '$1zz')),
  ),
  members(
    'a record longer than it says',
    at(3, (record) => `${record}more`),
  ),
  members(
    'a record of an odd type',
    at(3, (record) => record.replace('WARC-Type: response', 'WARC-Type: revisit')),
  ),
  members('a record id twice', (all) => [...all, all.at(-1)!]),
  members('a response without its request', (all) => all.slice(0, -1)),
  members('no warcinfo', (all) => all.slice(1)),
  recordsOf('a response more', `${wacz}!indexes/index.cdx`, (all) => [
    ...all,
    all[1]!.replace(/urn:uuid:./, 'urn:uuid:f'),
    all[2]!.replace(/Record-ID: <urn:uuid:./, 'Record-ID: <urn:uuid:e').replace(/(Concurrent-To: <urn:uuid:)./, '$1f'),
  ]),
  inside('a request of cookies', warc, {
    exchanges: (all) => Object.assign(all[1]!, { requestHeaders: [...all[1]!.requestHeaders, ['Cookie', 'a=1']] }),
  }),
  inside('a body of another length than its header says', warc, {
    exchanges: (all) =>
      Object.assign(all[1]!, { truncated: undefined, headers: [...all[1]!.headers, ['Content-Length', '9']] }),
  }),
  inside('bytes behind the last record', warc, {
    files: (files) =>
      void files.set(
        'archive/data.warc.gz',
        Buffer.concat([Buffer.from(files.get('archive/data.warc.gz')!), Buffer.from('tail')]),
      ),
  }),
  ofFiles('zeros behind the last record', 'archive/data.warc.gz', (bytes) => Buffer.concat([bytes, Buffer.alloc(64)])),
  ofFiles('a cut last record', 'archive/data.warc.gz', (bytes) => bytes.subarray(0, -20)),
  ofFiles('an empty member more', 'archive/data.warc.gz', (bytes) => Buffer.concat([bytes, gzipSync('')])),
  ofFiles('all records in one member', 'archive/data.warc.gz', (bytes) => gzipSync(gunzipSync(bytes))),
  ofFiles('a traffic that is no gzip', 'archive/data.warc.gz', (bytes) => gunzipSync(bytes)),
  inside('a truncated answer in a complete capture', json, {
    exchanges: (all) => Object.assign(all[2]!, { truncated: 'length' }),
  }),
  inside('an answer of another day', warc, {
    exchanges: (all) => Object.assign(all[2]!, { at: new Date(all[2]!.at.getTime() - 86_400_000) }),
  }),
  inside('an answer without an address', warc, { exchanges: (all) => Object.assign(all[2]!, { ip: null }) }),
  inside('an answer of another address', warc, { exchanges: (all) => Object.assign(all[2]!, { ip: '192.0.2.9' }) }),
  inside('an answer of a host without an address', json, {
    exchanges: (all) => Object.assign(all[2]!, { url: 'http://other.example/a.png' }),
  }),
  inside('an answer over TLS without a chain', json, {
    exchanges: (all) => Object.assign(all[2]!, { url: 'https://market.example/a.png' }),
  }),
  inside('a page of another status', warc, { exchanges: (all) => Object.assign(all[1]!, { status: 404 }) }),
]
const indexHarms: readonly Harm[] = [
  ['digest', /"digest":"sha256:../, '"digest":"sha256:zz'],
  ['offset', /"offset":"(\d)/, '"offset":"9$1'],
  ['length', /"length":"(\d)/, '"length":"9$1'],
  ['url', /"url":"http:\/\/market/, '"url":"http://markt'],
  ['status', /"status":"2/, '"status":"5'],
  ['filename', 'data.warc.gz', 'other.warc.gz'],
  ['key', /^example,market/m, 'example,markt'],
  ['time', / \d{14} /, ' 20200101000000 '],
  ['line that is no line', /^/, '!\n'],
  ['line twice', /^(.*\n)/, '$1$1'],
  ['line that is gone', /^.*\n/, ''],
  ['end of its last line gone', /\n$/, ''],
  ['line with a key twice', '{', '{"url":"http://x.example/",'],
].map(([name, from, to]) =>
  text(`an index with another ${name}`, 'indexes/index.cdx', (all) => all.replace(from as string, to as string)),
)
const pageHarms: readonly Harm[] = [
  text('pages of another address', 'pages/pages.jsonl', (all) => all.replace('item-4711', 'item-4712')),
  text('pages of another title', 'pages/pages.jsonl', (all) => all.replace('"title":"Acme', '"title":"Other')),
  text('pages of another time', 'pages/pages.jsonl', (all) => all.replace(/"ts":"20\d\d/, '"ts":"2019')),
  text('pages of another format', 'pages/pages.jsonl', (all) => all.replace('json-pages-1.0', 'json-pages-9')),
  text('two pages', 'pages/pages.jsonl', (all) => `${all}${all.split('\n')[1]}\n`),
  text('pages that are no JSON', 'pages/pages.jsonl', (all) => `${all}{\n`),
]
const contentHarms: readonly Harm[] = [
  text('a document of another title', 'dom/page.html', (all) => all.replaceAll('Acme Trail Runner 1:1', 'Acme Other')),
  ofFiles('an empty document', 'dom/page.html', () => ''),
  ofFiles('an empty text', 'text/page.txt', () => ''),
  ofFiles('a text in another encoding', 'dom/page.html', (bytes) => Buffer.concat([bytes, Buffer.from([0xff])])),
  text(
    'a text that never came',
    'text/page.txt',
    () =>
      `Acme Trail Runner 1:1 ${Array.from({ length: 40 }, (_, n) => `strange${String.fromCharCode(97 + (n % 26), 97 + ((n * 7) % 26))}`).join(' ')}`,
  ),
  text('a block page', 'text/page.txt', (all) => `${all} Please solve the captcha`),
  text('a block page in Chinese', 'text/page.txt', (all) => `${all} 请输入验证码`),
]
const pictureHarms: readonly Harm[] = [
  inside('a picture of a shorter page', `${wacz}!screenshots/full.png`, {
    files: (files) => void files.set('screenshots/full.png', files.get('screenshots/viewport.png')!),
  }),
  ofRecord('a page that is higher', ({ page }) => Object.assign(page, { height: 700 }), `${wacz}!screenshots/full.png`),
  ofRecord('a page that is wider', ({ page }) => Object.assign(page, { width: 400 }), `${wacz}!screenshots/full.png`),
  ofRecord(
    'another viewport',
    ({ environment }) => Object.assign(environment.viewport, { width: 400 }),
    `${wacz}!screenshots/viewport.png`,
  ),
  ofFiles('a picture that is cut', 'screenshots/full.png', (bytes) => bytes.subarray(0, -40)),
  ofFiles('a picture with more behind it', 'screenshots/full.png', (bytes) =>
    Buffer.concat([bytes, Buffer.from('more')]),
  ),
  ofFiles('a picture of another check sum', 'screenshots/viewport.png', (bytes) => {
    const harmed = Buffer.from(bytes)
    harmed[60] = harmed[60]! ^ 1
    return harmed
  }),
  ofFiles('no picture', 'screenshots/viewport.png', () => 'GIF89a'),
  [
    'tiles with one left out',
    `${wacz}!screenshots/full-001.png`,
    async ({ make }) => {
      const tile = await picture(320, 200)
      const files = (all: Map<string, Uint8Array>) => {
        all.delete('screenshots/full.png')
        for (const n of [1, 3, 4]) all.set(`screenshots/full-00${n}.png`, tile)
      }
      return make({ small: true, changeCapture: { id: 'cap-listing', change: { files } } })
    },
  ],
]
const own = `${wacz}!`
const frameHarms: readonly Harm[] = [
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

/** All that contradicts itself inside of a capture, however well it is packed, logged, stamped and sealed. */
export const captureHarms: readonly Harm[] = [
  ...stateHarms,
  ...timeHarms,
  ...requestHarms,
  ...partHarms,
  ...trafficHarms,
  ...indexHarms,
  ...pageHarms,
  ...contentHarms,
  ...pictureHarms,
  ...frameHarms,
]
