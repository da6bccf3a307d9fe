import type { CaptureRecord } from '../capture/record.ts'
import { instantOf } from '../times.ts'
import { headerOf } from '../warc/http-exchange.ts'
import type { Findings } from './findings.ts'
import type { Parts } from './package.ts'
import { chainFault } from './tls.ts'
import { bareUrl, hostOf, type SeenResponse, type Traffic } from './traffic.ts'

type Context = {
  record: CaptureRecord
  traffic: Traffic
  parts: Parts
  /** Of the WACZ. */
  where: string
  recordFile: string
  findings: Findings
}

/** Holds what the record says of the way to the page to what went over the wire. @returns responses of the page itself */
export function checkRequest(context: Context): SeenResponse[] {
  const { record, traffic, where, recordFile, findings } = context
  const { responses } = traffic
  const { started, finished } = record.time
  const warc = `${where}!archive/data.warc.gz`
  for (const { name, at, said } of traffic.times) {
    if (at < instantOf(started) - 1_000 || at > instantOf(finished) + 1_000) {
      findings.fault(warc, 'time', `${name}: WARC-Date ${said} is outside the capture`)
    }
  }
  if (record.requests.answered !== responses.length) {
    const says = `requests.answered is ${record.requests.answered}, the traffic holds ${responses.length} responses`
    findings.fault(recordFile, 'state', says)
  }
  if (record.state === 'complete' && responses.some(({ truncated }) => truncated)) {
    findings.fault(recordFile, 'state', 'complete, but a response is truncated')
  }
  checkRedirects(context)
  const { final, status } = record.request
  const main = responses.filter(({ url, status: came }) => bareUrl(url) === bareUrl(final) && came === status)
  if (main.length === 0) findings.fault(warc, 'warc', `no response ${status} for the final URL ${final}`)
  checkAddresses(context, warc)
  checkClock(context)
  checkTls(context)
  return main
}

function checkRedirects({ record, traffic, recordFile, findings }: Context): void {
  const { asked, redirects, final } = record.request
  let hop = asked
  for (const [at, { url, status, location }] of redirects.entries()) {
    if (bareUrl(url) !== bareUrl(hop)) {
      findings.fault(recordFile, 'request', `redirect ${at} begins at ${url}, not at ${hop}`)
    }
    const isThere = traffic.responses.some(
      (each) =>
        bareUrl(each.url) === bareUrl(url) &&
        each.status === status &&
        each.headers.some(([name, value]) => name.toLowerCase() === 'location' && value === location),
    )
    // A change of address by script is on no wire, and is listed with status 0.
    if (status !== 0 && !isThere) {
      findings.fault(recordFile, 'request', `redirect ${at} (${status} ${url}) is not in the traffic`)
    }
    hop = URL.canParse(location, url) ? new URL(location, url).href : location
  }
  if (bareUrl(hop) !== bareUrl(final)) {
    findings.fault(recordFile, 'request', `the redirects lead to ${hop}, not to the final ${final}`)
  }
}

function checkAddresses({ record, traffic, recordFile, findings }: Context, warc: string): void {
  const { kind } = record.environment.egress
  const connected = new Map<string, Set<string | null>>()
  for (const row of record.request.addresses) {
    connected.set(row.host, (connected.get(row.host) ?? new Set()).add(row.connected))
    if (row.connected === null && kind !== 'proxy') {
      findings.fault(recordFile, 'request', `no connected address of ${row.host}`)
    }
    if (row.connected !== null && kind === 'direct' && !row.resolved.includes(row.connected)) {
      const says = `${row.connected} is not among the resolved addresses of ${row.host}`
      findings.fault(recordFile, 'request', says)
    }
  }
  for (const host of new Set(traffic.responses.map((each) => each.host))) {
    const own = connected.get(host)
    if (!own) {
      findings.fault(recordFile, 'request', `no address of ${host}`)
      continue
    }
    const strange = traffic.responses.filter((each) => each.host === host && !own.has(each.ip))
    if (strange.length > 0) {
      const says = `WARC-IP-Address ${strange[0]?.ip} of ${host} is not a connected address of capture.json`
      findings.fault(warc, 'warc', says)
    }
  }
}

const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The time of a `Date` header (RFC 9110 §5.6.7, the one form that is sent), in milliseconds; null for anything else. */
export function httpDate(text: string | undefined): number | null {
  const [, day, name, year, time] =
    /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) GMT$/.exec(text ?? '') ?? []
  const at = month.indexOf(name ?? '')
  return at < 0 ? null : Date.parse(`${year}-${String(at + 1).padStart(2, '0')}-${day}T${time}Z`)
}

const asideMs = 600_000
const offMs = 60_000
const contradictionMs = 10_000

function checkClock({ record, traffic, recordFile, findings }: Context): void {
  const { started, finished, clock } = record.time
  const fault = (says: string): void => findings.fault(recordFile, 'time', says)
  if (clock.length === 0) fault('no outside clock')
  for (const { source, peer, at, offsetMs, uncertaintyMs } of clock) {
    const name = `clock ${source} ${peer}`
    const askedAt = instantOf(at)
    if (askedAt < instantOf(started) - asideMs || askedAt > instantOf(finished) + asideMs) {
      fault(`${name} was asked at ${at}, not near the capture`)
    }
    if (Math.abs(offsetMs) > offMs) fault(`${name}: our clock is ${offsetMs} ms off`)
    if (source !== 'http-date') continue
    const found = traffic.responses.flatMap(({ host, headers, at: sent }) => {
      const date = peer.includes(host) ? httpDate(headerOf(headers, 'date')) : null
      return date === null || sent === null ? [] : [date - sent]
    })
    const nearest = Math.min(...found.map((each) => Math.abs(each - offsetMs)))
    if (found.length === 0) fault(`${name}: no Date header of it in the traffic`)
    else if (nearest > Math.max(1_000, uncertaintyMs) + 1_000) {
      fault(`${name}: offset ${offsetMs} ms, the Date headers say ${found[0]} ms`)
    }
  }
  const offsets = clock.filter(({ source }) => source !== 'http-date').map(({ offsetMs }) => offsetMs)
  if (offsets.length > 0 && Math.max(...offsets) - Math.min(...offsets) > contradictionMs) {
    fault(`clock sources contradict each other: ${offsets.join(', ')} ms`)
  }
}

function checkTls({ record, traffic, parts, where, recordFile, findings }: Context): void {
  const hosts = new Set(traffic.responses.filter(({ url }) => url.startsWith('https:')).map(({ url }) => hostOf(url)))
  for (const host of hosts) {
    if (!record.tls.some((each) => each.host === host))
      findings.fault(recordFile, 'missing', `no TLS record of ${host}`)
  }
  for (const { host, chain, verified } of record.tls) {
    const file = `${where}!${chain}`
    const pem = parts.get(chain)
    if (!pem) {
      findings.fault(file, 'missing', 'chain is not in the WACZ')
      continue
    }
    const why = chainFault(pem.toString('utf8'), host, instantOf(record.time.started))
    if (why === null) continue
    const says = `chain does not hold at the time of the capture: ${why}`
    if (verified || why === 'no certificate') findings.fault(file, 'tls', says)
    else findings.note(file, `${says} (the record says so)`)
  }
}
