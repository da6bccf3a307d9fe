import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openFindings } from '../../src/evidence/verify/findings.ts'
import { checkIndex, checkWarc } from '../../src/evidence/verify/traffic.ts'
import { cdxjOf, surtOf } from '../../src/evidence/warc/cdxj.ts'
import type { HttpExchange } from '../../src/evidence/warc/http-exchange.ts'
import { httpMessage, readWarc } from '../../src/evidence/warc/read-warc.ts'
import { writeWarc } from '../../src/evidence/warc/write-warc.ts'

const at = new Date('2026-11-30T09:00:05.123Z')
const exchange = (about: Partial<HttpExchange> = {}): HttpExchange => ({
  ...{ url: 'https://www.Shop.example/a?b=2&a=1', method: 'GET', requestHeaders: [['Host', 'shop.example']] },
  ...{ requestBody: null, status: 200, statusText: 'OK', ip: '192.0.2.1', at, body: Buffer.from('<p>Ü</p>') },
  headers: [
    ['Content-Type', 'text/html'],
    ['SET-cookie', 'a=1'],
    ['Set-Cookie', 'b=\u00fc'],
    ['Transfer-Encoding', 'chunked'],
  ],
  ...about,
})
const about = { seed: 'cap-1', software: 'morgiana', at }

describe('a WARC', () => {
  it('keeps headers in their order and case, repeated ones, and their bytes; chunking is renamed', () => {
    const { records } = readWarc(writeWarc([exchange()], about).bytes)
    expect(records.map(({ headers }) => headers.get('warc-type'))).toEqual(['warcinfo', 'response', 'request'])
    expect(httpMessage(records[1]!.block).headers).toEqual([
      ['Content-Type', 'text/html'],
      ['SET-cookie', 'a=1'],
      ['Set-Cookie', 'b=\u00fc'],
      ['X-Archive-Orig-Transfer-Encoding', 'chunked'],
    ])
  })

  it('holds for the verifier with its index, whatever bytes a body is made of', () => {
    const gzipLike = Buffer.from('1f8b08001f8b08001f8b0800', 'hex')
    const written = writeWarc(
      [exchange(), exchange({ url: 'http://127.0.0.1:8080/x', body: gzipLike, truncated: 'length' })],
      about,
    )
    const findings = openFindings()
    const { responses } = checkWarc(written.bytes, 'data.warc.gz', false, findings)
    checkIndex(cdxjOf(written.responses), responses, 'index.cdx', findings)
    expect(findings.faults).toEqual([])
    expect(responses.map(({ body }) => body.length)).toEqual([9, 12])
  })

  it('is read a member at a time, whatever its gzip headers say, and told where it is cut', () => {
    const { bytes } = writeWarc([exchange()], about)
    const [first] = readWarc(bytes).records
    const plain = gunzipSync(bytes.subarray(0, first!.length))
    const named = Buffer.from(bytes.subarray(0, first!.length))
    named[3] = 8
    const withName = Buffer.concat([named.subarray(0, 10), Buffer.from('data.warc\0'), named.subarray(10)])
    expect(readWarc(withName)).toMatchObject({ fault: null, records: [{ length: withName.length }] })
    expect(readWarc(withName).records[0]!.block).toEqual(first!.block)
    expect(readWarc(bytes.subarray(0, -1)).fault).toMatch(/is cut/)
    expect(readWarc(Buffer.concat([bytes, Buffer.from('more')])).fault).toMatch(/belong to no record|is cut/)
    const wrong = Buffer.from(gzipSync(plain))
    wrong.writeUInt32LE(7, wrong.length - 4)
    expect(readWarc(wrong).fault).toMatch(/length does not fit/)
  })

  it('does not pack again what came packed', () => {
    const lengthAs = (type: string) =>
      writeWarc([exchange({ headers: [['Content-Type', type]], body: Buffer.alloc(10_000) })], about).responses[0]!
        .length
    expect(lengthAs('text/html')).toBeLessThan(1_500)
    expect(lengthAs('image/jpeg')).toBeGreaterThan(10_000)
  })

  it.each([
    ['a cookie of ours', { requestHeaders: [['Cookie', 'a=1']] }, /sends cookies/],
    ['a body shorter than it says', { headers: [['Content-Length', '99']] }, /Content-Length says 99/],
    ['no address', { ip: null }, /WARC-IP-Address is missing/],
  ] as [string, Partial<HttpExchange>, RegExp][])('with %s is told', (_, change, says) => {
    const findings = openFindings()
    checkWarc(writeWarc([exchange(change)], about).bytes, 'data.warc.gz', false, findings)
    expect(findings.faults.map((each) => each.says).join()).toMatch(says)
  })

  it('turns addresses round in its index', () => {
    expect(surtOf('https://www.Shop.example/A?b=2&a=1')).toBe('example,shop)/a?a=1&b=2')
    expect(surtOf('http://shop.example:8080/')).toBe('example,shop:8080)/')
  })
})
