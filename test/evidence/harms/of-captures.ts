import { picture } from '../made-capture.ts'
import type { Harm } from './ground.ts'
import { packageHarms } from './of-packages.ts'
import { trafficHarms } from './of-traffic.ts'
import { inside, json, ofFiles, ofRecord, text, wacz, warc } from './one-capture.ts'

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

/** All that contradicts itself inside of a capture, however well it is packed, logged, stamped and sealed. */
export const captureHarms: readonly Harm[] = [
  ...[...stateHarms, ...timeHarms, ...requestHarms, ...partHarms],
  ...[...trafficHarms, ...contentHarms, ...pictureHarms, ...packageHarms],
]
