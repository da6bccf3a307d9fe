import { gunzipSync, gzipSync } from 'node:zlib'
import { readCheckpoint, signCheckpoint } from '../../../src/evidence/log/checkpoint.ts'
import { readWarc } from '../../../src/evidence/warc/read-warc.ts'
import type { Bundle, MadeEvent } from '../made-bundle.ts'
import { type RawEntry, rawZip } from '../raw-zip.ts'
import { but, edited, type Harm } from './ground.ts'
import { inside, ofFiles, ofRecord, text, wacz, warc } from './one-capture.ts'

const record = (kind: string) => `data/captures/cap-${kind}/capture.json`
const packed = (kind: string) => `data/captures/cap-${kind}/capture.wacz`

/** The records of the traffic, changed as texts and packed again. */
const records = (name: string, change: (all: string[]) => string[]): Harm => {
  const [, , harm] = ofFiles(name, 'archive/data.warc.gz', (bytes) => {
    const all = readWarc(bytes).records.map(({ offset, length }) =>
      gunzipSync(bytes.subarray(offset, offset + length)).toString('latin1'),
    )
    const changed = change([...all])
    if (changed.join() === all.join()) throw new Error(`${name} changes nothing`)
    return Buffer.concat(changed.map((each) => gzipSync(Buffer.from(each, 'latin1'))))
  })
  return [name, warc, harm]
}
const second = (change: (record: string) => string) => (all: string[]) =>
  all.map((each, n) => (n === 3 ? change(each) : each))

/** One event of the purchase changed before it is hashed, logged and sealed with the real keys. */
const places: Record<string, number> = {
  ordered: 0,
  paid: 1,
  received: 2,
  photographed: 3,
  bagged: 4,
  transferred: 5,
  stored: 6,
}
const ofEvent = (
  name: string,
  type: string,
  change: (event: MadeEvent & Record<string, unknown>) => void,
  file = `data/events/ev-${type}-${places[type]}.json`,
): Harm => [
  name,
  file,
  ({ make }) =>
    make({
      changeEvent: (event) => {
        if (event.type === type) change(event as MadeEvent & Record<string, unknown>)
      },
    }),
]
const details = (event: MadeEvent, more: object) => Object.assign(event.details, more)

/** Another part than its own: of the seller, the search or the refused page. */
const swappedWith = (kind: 'seller' | 'search' | 'refused', part: (kind: string) => string): Harm => [
  `the listing's ${part('x').split('/').at(-1)} for that of ${kind}`,
  part('listing'),
  ({ whole, reseal }) => reseal(but(whole, part('listing'), whole.get(part(kind))!)),
]

const zipOf = (name: string, file: string | null, change: (entries: RawEntry[]) => RawEntry[]): Harm => [
  name,
  file,
  ({ small }) => ({ zip: rawZip({ entries: change([...small].map(([path, data]) => ({ name: path, data }))) }) }),
]

const namesOf = (bundle: Bundle): string => bundle.get('manifest-sha256.txt')!.toString()

/** What somebody who knows the format well would try. */
export const adversaryHarms: readonly Harm[] = [
  ...(['seller', 'search', 'refused'] as const).flatMap((kind) => [
    swappedWith(kind, record),
    swappedWith(kind, packed),
    swappedWith(kind, (each) => `${record(each)}.tsr`),
  ]),
  [
    'a purchase photograph for another picture',
    'data/files/ev-photographed-3/parcel.png',
    ({ whole, reseal }) =>
      reseal(but(whole, 'data/files/ev-photographed-3/parcel.png', whole.get(packed('listing'))!.subarray(0, 900))),
  ],
  [
    'a stamp of a head at a capture',
    `${record('search')}.tsr`,
    ({ whole, reseal }) => reseal(but(whole, `${record('search')}.tsr`, whole.get('data/log/heads/2.txt.tsr')!)),
  ],
  [
    'a sealed head with another line',
    null,
    ({ whole, reseal, office }) => {
      const path = [...whole.keys()]
        .filter((each) => /heads\/\d+\.txt$/.test(each))
        .sort()
        .at(-1)!
      const head = readCheckpoint(whole.get(path)!)
      const twice = signCheckpoint(head, [office.signer, office.signer])
      return reseal(but(whole, path, twice))
    },
  ],
  [
    'proofs that are exchanged with their numbers',
    'data/log/proofs/3.tlog-proof',
    ({ whole, reseal }) => {
      const [three, four] = [3, 4].map((n) => whole.get(`data/log/proofs/${n}.tlog-proof`)!.toString('latin1'))
      return reseal(
        but(
          but(whole, 'data/log/proofs/3.tlog-proof', Buffer.from(four!.replace('index 4', 'index 3'), 'latin1')),
          'data/log/proofs/4.tlog-proof',
          Buffer.from(three!.replace('index 3', 'index 4'), 'latin1'),
        ),
      )
    },
  ],
  [
    'a leaf under a number with a zero before it',
    'data/log/entries/03.json',
    ({ whole, reseal }) =>
      reseal(
        but(
          but(whole, 'data/log/entries/03.json', whole.get('data/log/entries/3.json')!),
          'data/log/entries/3.json',
          null,
        ),
      ),
  ],
  ...(
    [
      ['other ends of lines', (all) => all.replaceAll('\n', '\r\n')],
      ['a mark of binary files', (all) => all.replace('  ', ' *')],
      ['a tab between', (all) => all.replace('  ', '\t')],
      ['a name that goes down and up', (all) => all.replace('  data/report', '  data/../data/report')],
      ['a name in percent', (all) => all.replace('data/report', 'data%2Freport')],
      ['an empty line', (all) => `${all}\n`],
      ['no end of its last line', (all) => all.slice(0, -1)],
      ['a name in full width', (all) => all.replace('data/report', 'data/ｒeport')],
    ] satisfies [string, (all: string) => string][]
  ).map(
    ([name, change]): Harm => [
      `a manifest with ${name}`,
      'manifest-sha256.txt',
      ({ whole }) => but(whole, 'manifest-sha256.txt', change(namesOf(whole))),
    ],
  ),
  [
    'a name that is written backwards',
    'data/report\u202efdp.pdf',
    ({ whole }) => but(whole, 'data/report\u202efdp.pdf', 'x'),
  ],
  [
    'a name with nothing to be seen in it',
    'data/re\u200bport.pdf',
    ({ whole }) => but(whole, 'data/re\u200bport.pdf', 'x'),
  ],
  [
    'a second id of the bundle',
    'bag-info.txt',
    ({ whole }) => edited(whole, 'bag-info.txt', (all) => `${all}External-Identifier: bundle-2\n`),
  ],
  records(
    'a record with two lengths',
    second((each) => each.replace('Content-Length', 'Content-Length: 1\r\nContent-Length')),
  ),
  records(
    'a segment of a record',
    second((each) => each.replace('WARC-Type: response', 'WARC-Type: continuation')),
  ),
  records(
    'a record of another day',
    second((each) => each.replace(/WARC-Date: 20\d\d/, 'WARC-Date: 2019')),
  ),
  records(
    'a record of no zone',
    second((each) => each.replace(/(WARC-Date: .*)Z\r/, '$1\r')),
  ),
  records('two records in one member', (all) => [all[0]!, `${all[1]}${all[2]}`, ...all.slice(3)]),
  records('a request of another response', (all) => [
    ...all.slice(0, 4),
    all[4]!.replace(/(Concurrent-To: <urn:uuid:)./, '$1x'),
    ...all.slice(5),
  ]),
  records('records in another order', (all) => [all[1]!, all[0]!, ...all.slice(2)]),
  inside('a request that signs in', warc, {
    exchanges: (all) =>
      Object.assign(all[1]!, { requestHeaders: [...all[1]!.requestHeaders, ['Authorization', 'Basic eDp4']] }),
  }),
  text('an index of another host', 'indexes/index.cdx', (all) => all.replaceAll('example,market', 'example,evil')),
  ofRecord('a price of no currency', ({ subject }) =>
    Object.assign(subject.reading!, { price: { amount: '29.90', currency: 'dollars' } }),
  ),
  ofRecord('a price that is a number', ({ subject }) =>
    Object.assign(subject.reading!, { price: { amount: 29.9, currency: 'USD' } }),
  ),
  ofRecord('a time of another zone', ({ time }) => Object.assign(time, { loaded: time.loaded.replace('Z', '+00:00') })),
  ofRecord('a time in small letters', ({ time }) => Object.assign(time, { loaded: time.loaded.toLowerCase() })),
  ofRecord(
    'a part outside of the package',
    ({ parts }) => Object.assign(parts[3]!, { path: '../page.html' }),
    `${wacz}!dom/page.html`,
  ),
  ofRecord('a refused page without its refusal', (record) =>
    Object.assign(record, {
      state: 'refused',
      why: [{ code: 'captcha', text: 'x' }],
      subject: { ...record.subject, reading: undefined },
    }),
  ),
  [
    'a results page with a listing that is not on it',
    record('search'),
    ({ make }) =>
      make({
        changeCapture: {
          id: 'cap-search',
          change: { record: ({ subject }) => subject.reading!.listings!.push({ rank: 2, id: 'item-9999' }) },
        },
      }),
  ],
  [
    'a seller of another title',
    record('seller'),
    ({ make }) =>
      make({
        changeCapture: {
          id: 'cap-seller',
          change: { record: ({ subject }) => Object.assign(subject.reading!, { title: 'Another Shop' }) },
        },
      }),
  ],
  ofEvent('money that was paid before it was ordered', 'paid', (event) =>
    details(event, { paidAt: '2020-01-01T00:00:00.000Z' }),
  ),
  ofEvent('a bag that is sealed later than it is written down', 'bagged', (event) =>
    details(event, { sealedAt: '2099-01-01T00:00:00.000Z' }),
  ),
  ofEvent('a hand-over that one accepted twice', 'transferred', (event) => {
    const accepted = event.details.acceptance as { by: string }[]
    accepted[1]!.by = accepted[0]!.by
  }),
  ofEvent('a hand-over by somebody who does not hold it', 'transferred', (event) =>
    details(event, { from: { name: 'Mal Lory', role: 'buyer', organisation: 'Brand Example' } }),
  ),
  ofEvent('an event that corrects nothing', 'stored', (event) => Object.assign(event, { corrects: 'ev-none' })),
  ofEvent('an event of guessable words', 'paid', (event) => Object.assign(event, { nonce: '' })),
  ofEvent(
    'a photograph of another length',
    'photographed',
    (event) => Object.assign(event.files[0]!, { bytes: 1 }),
    'data/files/ev-photographed-3/parcel.png',
  ),
  ofEvent('an order of no seller', 'ordered', (event) => details(event, { seller: null })),
  zipOf('a name with a NUL', 'data/a\0.txt', (all) => [...all, { name: 'data/a\0.txt', data: Buffer.from('x') }]),
  zipOf('a name of another drive', 'C:/a.txt', (all) => [...all, { name: 'C:/a.txt', data: Buffer.from('x') }]),
  zipOf('a device', 'data/null', (all) => [...all, { name: 'data/null', data: Buffer.alloc(0), mode: 0o020666 }]),
  zipOf('a file in a file', null, (all) => [...all, { name: 'README.txt/a.txt', data: Buffer.from('x') }]),
]
