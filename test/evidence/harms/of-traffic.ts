import { gunzipSync, gzipSync } from 'node:zlib'
import { readWarc } from '../../../src/evidence/warc/read-warc.ts'
import type { Harm } from './ground.ts'
import { inside, json, ofFiles, text, wacz, warc } from './one-capture.ts'

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

const recordHarms: readonly Harm[] = [
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

/** What went over the wire, and what finds it. */
export const trafficHarms: readonly Harm[] = [...recordHarms, ...indexHarms, ...pageHarms]
