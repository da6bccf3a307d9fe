import { escaped } from '../../model/escaped.ts'
import { type EventRecord, isOfPurchase } from '../custody/event-record.ts'
import { standing, standingOf } from '../custody/purchase-rules.ts'
import type { Report, ReportedCapture } from './report-data.ts'
import { table } from './report-table.ts'

/** The first page: what was captured and bought, where, when, in which state, and by which hashes it is known. */
export const reportCover = (report: Report): string => `<h1>Evidence for ${escaped(report.purpose)}</h1>
${table([
  ['bundle', report.bundle],
  ['made', `${report.made} by ${report.organisation}`],
  ['holds', holdings(report)],
  ['log', `${report.origin}, signed head of ${report.head.size} entries, root ${report.head.root}`],
])}
<table class="cover">${report.captures.map(captureRow).join('')}${purchasesOf(report).map(purchaseRow).join('')}</table>`

function holdings(report: Report): string {
  const count = (state: string) => report.captures.filter(({ record }) => record.state === state).length
  const states = (['complete', 'partial', 'refused'] as const)
    .map((state) => [state, count(state)] as const)
    .filter(([, of]) => of > 0)
  const said = states.map(
    ([state, of]) => `${of} ${state === 'refused' ? 'refused (context, no evidence of a listing)' : state}`,
  )
  const purchases = purchasesOf(report).length
  return [`captures: ${said.join(', ') || 'none'}`, ...(purchases > 0 ? [`test purchases: ${purchases}`] : [])].join(
    '; ',
  )
}

const line = (text: string, kind = ''): string => (text === '' ? '' : `<div class="${kind}">${escaped(text)}</div>`)

function captureRow({ record, stampedAt, tsa, entry, pictures }: ReportedCapture): string {
  const { subject, request, time, state, why } = record
  const { reading } = subject
  const what = reading?.title ?? (record.page.title || subject.kind)
  const [picture] = pictures
  return `<tr><td class="thumb">${picture === undefined ? '' : `<img alt="the first screen" src="${picture}">`}</td><td>
${line(what, 'state')}${line([reading?.priceText, reading?.seller].filter(Boolean).join(', '))}
${line(`${subject.kind} on ${subject.marketplace}${subject.listing ? `, listing ${subject.listing}` : ''}`)}${line(request.final)}
${line(`seen ${time.finished}, ${stampedAt ? `stamped ${stampedAt} by ${tsa}` : 'unstamped'}, log entry ${entry}`)}
${line(`${state}${why.length > 0 ? `: ${why.map(({ text }) => text).join('; ')}` : ''}`, 'state')}
${line(`${record.id}, package SHA-256 ${record.wacz.sha256}`, 'mono')}</td></tr>`
}

type Chain = { id: string; events: readonly EventRecord[] }

function purchasesOf({ events }: Report): Chain[] {
  const bought = new Set(events.flatMap(({ type, subject }) => (type === 'ordered' ? subject : [])))
  return [...bought].map((id) => ({ id, events: events.filter(({ subject }) => subject === id) }))
}

function purchaseRow({ id, events }: Chain): string {
  const counted = standing(events)
  const order = counted.find((event) => event.type === 'ordered')
  const finding = counted.findLast((event) => event.type === 'examined')
  const { holder, bag, done } = standingOf([...events])
  const item = order?.type === 'ordered' ? order.details : null
  return `<tr><td class="thumb quiet">test purchase</td><td>
${line(item ? `${item.quantity} × ${item.item}, ${item.price.amount} ${item.price.currency}` : id, 'state')}
${line(item ? `from ${item.seller.name}, order ${item.order}, ${item.orderedAt}` : '')}
${line([bag ? `bag ${bag}` : '', holder ? `held by ${holder}` : '', [...done].findLast((type) => isOfPurchase({ type })) ?? ''].filter(Boolean).join(', '))}
${line(finding?.type === 'examined' ? `examined: ${finding.details.finding} (report ${finding.details.reportNumber})` : '', 'state')}
${line(id, 'mono')}</td></tr>`
}
