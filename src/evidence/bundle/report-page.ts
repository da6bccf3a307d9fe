import { escaped } from '../../model/escaped.ts'
import type { EventRecord } from '../custody/event-record.ts'
import { reportCover } from './report-cover.ts'
import type { Report, ReportedCapture } from './report-data.ts'
import { table } from './report-table.ts'

const style = `body{font:10pt/1.4 sans-serif;color:#111}h1{font-size:18pt}h2{font-size:13pt;break-before:page}
h3{font-size:11pt}table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:2pt 4pt;text-align:left;vertical-align:top}
td{overflow-wrap:anywhere}th{white-space:nowrap;width:1%}img{max-width:100%;border:1px solid #888}.mono{font-family:monospace;font-size:8pt}
.cover td,.cover th{border:0;border-top:1px solid #bbb;padding:4pt}.cover .thumb{width:90pt}.thumb img{width:86pt;max-height:110pt;object-fit:cover;object-position:top}
.photo{max-height:200mm}.state{font-weight:bold}.quiet{color:#555}`

/** The report of a bundle as a page to print: everything foreign is text, nothing is loaded. */
export const reportPage = (report: Report): string => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>Evidence bundle ${escaped(report.bundle)}</title><style>${style}</style></head><body>
${reportCover(report)}
<h3>Limits</h3><p>This report repeats what the files beside it prove. It does not prove that a server's bytes came from the
named company, that what a page says is true, or that a person named here is that person. README.txt says more.</p>
${report.captures.map(captureSection).join('')}
${report.events.length > 0 ? `<h2>Custody</h2>${report.events.map((event) => eventSection(event, report)).join('')}` : ''}
</body></html>`

function captureSection({ record, recordSha256, entry, stampedAt, tsa, pictures }: ReportedCapture): string {
  const { subject, request, time, environment, requests, order, page } = record
  const { reading } = subject
  const why = record.why.map(({ text }) => text).join('; ')
  return `<h2>${escaped(record.id)}: ${escaped(page.title || subject.kind)}</h2>${table([
    ['state', record.state + (why && `: ${why}`)],
    ['what', `${subject.kind} on ${subject.marketplace}${subject.listing ? `, listing ${subject.listing}` : ''}`],
    ...(reading?.title ? [['title', reading.title] as const] : []),
    ...(reading?.priceText ? [['price as printed', reading.priceText] as const] : []),
    ['asked', request.asked],
    ...request.redirects.map(({ url, status, location }) => ['redirect', `${status} ${url} to ${location}`] as const),
    ['final address', `${request.final} (${request.status})`],
    ['server', request.addresses.map(({ host, connected }) => `${host}: ${connected ?? 'through a proxy'}`).join(', ')],
    [
      'encryption',
      record.tls
        .map(
          ({ host, protocol, cipher, verified }) =>
            `${host}: ${protocol} ${cipher}${verified ? '' : ' (chain not verified)'}`,
        )
        .join(', ') || 'none',
    ],
    ['started, finished', `${time.started}, ${time.finished}`],
    [
      'clocks',
      time.clock
        .map(({ source, peer, offsetMs, uncertaintyMs }) => `${source} ${peer}: ${offsetMs} ms ± ${uncertaintyMs}`)
        .join(', '),
    ],
    ['time stamp', stampedAt ? `${stampedAt} by ${tsa}` : 'unstamped'],
    ['log entry', `${entry}`],
    ['SHA-256 of capture.json', recordSha256],
    ['SHA-256 of capture.wacz', record.wacz.sha256],
    ['requests', `${requests.answered} answered, ${requests.failed.length} failed, ${requests.blocked.length} blocked`],
    [
      'ordered by',
      `${order.by.name}, ${order.by.role}, ${order.by.organisation}; for ${order.onBehalfOf}: ${order.legalBasis}; ${order.purpose}`,
    ],
    [
      'with',
      `${environment.software.name} ${environment.software.version}, ${environment.browser.name} ${environment.browser.version}, ${environment.os}`,
    ],
    ['robots.txt', `${record.robots.decision}${record.robots.reason ? `: ${record.robots.reason}` : ''}`],
  ])}${pictures.map((uri, at) => `<p><img alt="${at === 0 ? 'the first screen' : 'the whole page'}" src="${uri}"></p>`).join('')}`
}

const eventSection = (event: EventRecord, { photographs }: Report): string =>
  `<h3>${escaped(event.type)}: ${escaped(event.subject)}</h3>${table([
    ['event', event.id],
    ['written down', `${event.at} by ${event.by.name}, ${event.by.role}, ${event.by.organisation}`],
    ['reason', event.reason],
    ...Object.entries(event.details).map(
      ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
    ),
    ...event.files.map(({ path, sha256, what }) => ['file', `${what}: ${path}, SHA-256 ${sha256}`] as const),
  ])}${event.files
    .map(({ path, what }) => ({ uri: photographs.get(path), what }))
    .map(({ uri, what }) => (uri === undefined ? '' : `<p><img class="photo" alt="${escaped(what)}" src="${uri}"></p>`))
    .join('')}`
