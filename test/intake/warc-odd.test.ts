import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { listingsIn, mistakesIn, read, resultsPage, warcRecord } from './files.ts'

const url = 'https://www.etsy.com/search?q=halvard'
const page = resultsPage(['1000000001'])
const html = 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8'
const idsIn = (file: ReturnType<typeof read>) => listingsIn(file).map((each) => each.id)
const warc = (...records: readonly Uint8Array[]): Uint8Array => Buffer.concat(records)

describe('a WARC file with an odd record', () => {
  const good = warcRecord({ url, body: page })
  const odd = (head: string): Uint8Array => Buffer.from(`${head}\r\n\r\nxx\r\n\r\n`)
  it.each([
    ['no length', odd('WARC/1.1\r\nWARC-Type: response'), 'record 1: Content-Length is ""'],
    ['a header that is no field', odd('WARC/1.1\r\nnonsense'), 'record 1: "nonsense" stands in a header'],
    ['a length that is too short', warcRecord({ url, body: page, length: 100 }), 'where record 1 says it ends'],
    ['a length that is too long', warcRecord({ url, body: 'x', length: 160 }), 'where record 1 says it ends'],
    [
      'a response that is none',
      warcRecord({ url, head: 'no field at all\r\nnone', body: '' }),
      'record 1: "none" stands',
    ],
  ])('is not refused for a record with %s: it is named, and the next ones are read', (_what, record, said) => {
    const file = read('a.warc', warc(record, good))
    expect(mistakesIn(file)).toEqual([])
    expect(idsIn(file)).toEqual(['1000000001'])
    expect(file.notes[0]).toMatch(/^1 records cannot be read and are passed over: /)
    expect(file.notes[0]).toContain(said)
  })

  it('keeps what stands before a cut, and before a body that cannot be unpacked, and says so', () => {
    const cut = read('a.warc', warc(good, warcRecord({ url, body: page, length: 10_000_000 })))
    expect(idsIn(cut)).toEqual(['1000000001'])
    expect(cut.notes[0]).toContain('record 2: the record says 10000000 bytes')
    const damaged = warcRecord({ url, head: `${html}\r\nContent-Encoding: gzip`, body: gzipSync(page).subarray(0, 60) })
    const file = read('a.warc', warc(good, damaged))
    expect(idsIn(file)).toEqual(['1000000001'])
    expect(file.notes[0]).toContain('record 2: gzip cannot be unpacked')
  })
})
