import { sha256 } from '../hash.ts'
import { Malformed } from '../malformed.ts'
import { readStrictJson } from '../strict-json.ts'
import { instantOfAny } from '../times.ts'
import { cdxTime } from '../warc/cdxj.ts'
import { headerOf, type WireHeader } from '../warc/http-exchange.ts'
import { httpMessage, readWarc, type WarcRecord } from '../warc/read-warc.ts'
import type { Findings } from './findings.ts'

/** A response of the traffic, as far as it can be read. */
export type SeenResponse = {
  name: string
  url: string
  host: string
  status: number
  headers: WireHeader[]
  body: Buffer
  ip: string | null
  /** Milliseconds since 1970; null when the record says none. */
  at: number | null
  truncated: boolean
  record: WarcRecord
}
export type Traffic = { times: { name: string; at: number; said: string }[]; responses: SeenResponse[] }

const recordTypes = new Set(['warcinfo', 'response', 'request', 'metadata', 'resource'])
const needed = ['warc-record-id', 'warc-date', 'content-type']

export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '')
/** An address without its fragment. */
export const bareUrl = (url: string): string => url.split('#', 1)[0] ?? url

/** Reads the traffic and holds every record to the format. */
export function checkWarc(bytes: Buffer, where: string, isProxied: boolean, findings: Findings): Traffic {
  const fault = (says: string): void => findings.fault(where, 'warc', says)
  const { records, fault: unread } = readWarc(bytes)
  if (unread !== null) fault(unread)
  const traffic: Traffic = { times: [], responses: [] }
  const ids = new Set<string>()
  const answered = new Set<string>()
  for (const [at, record] of records.entries()) {
    const { headers } = record
    const type = headers.get('warc-type') ?? ''
    const name = `record at ${record.offset} (${type} ${headers.get('warc-target-uri') ?? ''})`
    for (const says of recordFaults(record, type, at === 0, ids)) fault(`${name}: ${says}`)
    ids.add(headers.get('warc-record-id') ?? '')
    const time = timeOf(headers.get('warc-date') ?? '')
    if (time === null) fault(`${name}: no time`)
    else traffic.times.push({ name, at: time, said: headers.get('warc-date') ?? '' })
    if (type === 'response') {
      const { response, faults } = responseOf(record, name, time, isProxied)
      for (const says of faults) fault(`${name}: ${says}`)
      if (response) traffic.responses.push(response)
    }
    if (type === 'request') {
      const of = headers.get('warc-concurrent-to') ?? ''
      if (answered.has(of)) fault(`${name}: second request of one response`)
      answered.add(of)
      if (httpMessage(record.block).headers.some(([each]) => /^(cookie|authorization)$/i.test(each))) {
        fault(`${name}: sends cookies or authorisation`)
      }
    }
  }
  const own = new Set(traffic.responses.map(({ record }) => record.headers.get('warc-record-id') ?? ''))
  for (const { name, record } of traffic.responses) {
    if (!answered.has(record.headers.get('warc-record-id') ?? '')) fault(`${name}: has no request`)
  }
  for (const id of answered) if (!own.has(id)) fault(`a request belongs to ${id}, which is not here`)
  return traffic
}

function timeOf(text: string): number | null {
  try {
    return instantOfAny(text)
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

function recordFaults(record: WarcRecord, type: string, isFirst: boolean, ids: ReadonlySet<string>): string[] {
  const { headers, version, odd, isWhole, block } = record
  const digest = headers.get('warc-block-digest')
  const fields = type === 'warcinfo' ? needed : [...needed, 'warc-target-uri']
  return [
    ...(version === 'WARC/1.1' ? [] : ['is not WARC/1.1']),
    ...odd.map((each) => `header "${each}" twice or without value`),
    ...(isWhole ? [] : ['does not end after its Content-Length']),
    ...(headers.has('content-length') ? [] : ['no Content-Length']),
    ...(isFirst === (type === 'warcinfo') ? [] : ['warcinfo is the first record, and only the first']),
    ...(recordTypes.has(type) ? [] : ['type is not allowed']),
    ...fields.filter((each) => !headers.get(each)).map((each) => `${each} is missing`),
    ...(ids.has(headers.get('warc-record-id') ?? '') ? ['record id twice'] : []),
    ...(digest === undefined && type !== 'warcinfo' ? ['no WARC-Block-Digest'] : []),
    ...(digest !== undefined && digest !== `sha256:${sha256(block)}` ? ['WARC-Block-Digest does not fit'] : []),
  ]
}

const bodiless = new Set([204, 304])

function responseOf(
  record: WarcRecord,
  name: string,
  at: number | null,
  isProxied: boolean,
): { response: SeenResponse | null; faults: string[] } {
  const { headers: about, block } = record
  const { first, headers, body, isWhole } = httpMessage(block)
  const [, code] = /^HTTP\/[\d.]+ (\d{3})(?: .*)?$/.exec(first) ?? []
  if (code === undefined || !isWhole) return { response: null, faults: ['is not an HTTP response'] }
  const status = Number(code)
  const url = about.get('warc-target-uri') ?? ''
  const ip = about.get('warc-ip-address') ?? null
  const truncated = about.has('warc-truncated')
  const length = headerOf(headers, 'content-length')
  const isShort =
    length !== undefined &&
    /^\d+$/.test(length) &&
    Number(length) !== body.length &&
    !bodiless.has(status) &&
    !truncated
  const faults = [
    ...(about.get('warc-payload-digest') === `sha256:${sha256(body)}`
      ? []
      : ['WARC-Payload-Digest is missing or does not fit']),
    ...(ip === null && !isProxied ? ['WARC-IP-Address is missing'] : []),
    ...(headerOf(headers, 'transfer-encoding') === undefined ? [] : ['Transfer-Encoding kept as such']),
    ...(isShort ? [`body has ${body.length} bytes, its Content-Length says ${length}`] : []),
  ]
  return { response: { name, url, host: hostOf(url), status, headers, body, ip, at, truncated, record }, faults }
}

/** Holds the index to the traffic: a line for each response, and exactly its gzip member. */
export function checkIndex(bytes: Buffer, responses: readonly SeenResponse[], where: string, findings: Findings): void {
  const fault = (says: string): void => findings.fault(where, 'cdx', says)
  const lines = linesOf(bytes)
  if (lines.pop()?.length !== 0) fault('last line has no end')
  if (lines.some((line, at) => at > 0 && Buffer.compare(lines[at - 1] ?? line, line) > 0)) fault('is not sorted')
  const byOffset = new Map(responses.map((each) => [each.record.offset, each]))
  const indexed = new Set<number>()
  for (const [at, line] of lines.entries()) {
    try {
      const says = lineFault(line, byOffset, indexed)
      if (says !== null) fault(`line ${at + 1}: ${says}`)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      fault(`line ${at + 1}: ${error.message}`)
    }
  }
  for (const [offset, { name }] of byOffset) if (!indexed.has(offset)) fault(`${name} is not in the index`)
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let at = 0
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, at)) {
    lines.push(bytes.subarray(at, end))
    at = end + 1
  }
  return [...lines, bytes.subarray(at)]
}

function lineFault(line: Buffer, byOffset: ReadonlyMap<number, SeenResponse>, indexed: Set<number>): string | null {
  const [, key, time, json] = /^(\S+) (\d{14}) (\{.*\})$/s.exec(line.toString('utf8')) ?? []
  if (!key || !time || !json) return 'is not "<key> <14 digits> {…}"'
  const about = readStrictJson(Buffer.from(json)) as Record<string, unknown>
  const offset = Number(about['offset'])
  const response = byOffset.get(offset)
  if (!response) return `no response begins at offset ${about['offset']}`
  if (indexed.has(offset)) return 'a response twice'
  indexed.add(offset)
  const { record, url, status, at, host } = response
  if (Number(about['length']) !== record.length) return `length ${about['length']}, the member has ${record.length}`
  if (about['url'] !== url) return `url ${about['url']}, the record has ${url}`
  if (about['digest'] !== record.headers.get('warc-payload-digest')) return "digest is not the record's"
  if (String(about['status']) !== `${status}`) return "status is not the record's"
  if (about['filename'] !== 'data.warc.gz') return `filename ${about['filename']}`
  if (at !== null && time !== cdxTime(new Date(at))) return `time ${time} is not the record's`
  const turned = host
    .replace(/^www\d*\./, '')
    .split('.')
    .reverse()
    .join(',')
  const isName = /[a-z]/.test(host) && !host.includes(':')
  return isName && !key.startsWith(turned) ? `key ${key.slice(0, 40)} does not begin with the host turned round` : null
}
