import zlib from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { aCrawler, fetchPage, serve, withoutRobots } from './loopback.ts'

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))
const gbk = [0xca, 0xd6, 0xbb, 0xfa]
const shiftJis = [0x96, 0x7b, 0x95, 0xa8]
const windows1251 = [0xd6, 0xe5, 0xed, 0xe0]

const table: [string, string, Buffer, string][] = [
  ['GBK in the header', 'text/html; charset=GBK', bytes(gbk), '手机'],
  ['GB2312 in the header', 'text/html; charset=gb2312', bytes(gbk), '手机'],
  ['Shift_JIS in the header', 'text/html; charset=Shift_JIS', bytes(shiftJis), '本物'],
  ['Windows-1251 in the header', 'text/html; charset="windows-1251"', bytes(windows1251), 'Цена'],
  ['GBK in the page', 'text/html', bytes('<meta charset="gbk">', gbk), '<meta charset="gbk">手机'],
  [
    'Shift_JIS in the old form',
    'text/html',
    bytes('<meta http-equiv="Content-Type" content="text/html; charset=x-sjis">', shiftJis),
    '<meta http-equiv="Content-Type" content="text/html; charset=x-sjis">本物',
  ],
  [
    'the header against the page',
    'text/html; charset=windows-1251',
    bytes('<meta charset=gbk>', windows1251),
    '<meta charset=gbk>Цена',
  ],
  ['no word, and UTF-8', 'text/html', Buffer.from('größe 42 — 12,90 €'), 'größe 42 — 12,90 €'],
  ['no word, and not UTF-8', 'text/html', bytes('12,90 ', [0x80]), '12,90 €'],
  ['a charset that nobody knows', 'text/html; charset=klingon', Buffer.from('größe'), 'größe'],
  ['UTF-16 with its mark', 'text/html', Buffer.from('\ufeffgröße', 'utf16le'), 'größe'],
]

describe('a page whose charset is told by', () => {
  it.each(table)('%s is read right', async (_, type, body, text) => {
    const { origin } = await serve((_request, response) => response.writeHead(200, { 'content-type': type }).end(body))
    const outcome = await fetchPage(aCrawler(origin, withoutRobots), `${origin}/`)
    expect(outcome).toMatchObject({ kind: 'page', page: { body: text } })
  })

  it('its header is read right when it is packed, too', async () => {
    const { origin } = await serve((_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html; charset=gbk', 'content-encoding': 'gzip' })
        .end(zlib.gzipSync(bytes(gbk))),
    )
    const outcome = await fetchPage(aCrawler(origin, withoutRobots), `${origin}/`)
    expect(outcome).toMatchObject({ kind: 'page', page: { body: '手机' } })
  })
})
