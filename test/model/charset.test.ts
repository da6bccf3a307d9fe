import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charsetOf, decodeBody } from '../../src/model/charset.ts'

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part))))

describe('a page whose bytes are to become text', () => {
  it.each([
    ['a header that names GBK', bytes([0xca, 0xd6, 0xbb, 0xfa]), 'text/html; charset=gbk', '手机'],
    ['a header that names Shift_JIS', bytes([0x96, 0x7b]), 'text/html;charset="Shift_JIS"', '本'],
    ['a header that names windows-1251', bytes([0xd6, 0xe5, 0xed, 0xe0]), 'text/html; charset=windows-1251', 'Цена'],
    ['a meta that names GBK', bytes('<meta charset="gbk">', [0xca, 0xd6]), undefined, '<meta charset="gbk">手'],
    ['a meta of the old form', bytes('<meta http-equiv=x content="a; charset=big5">', [0xa4, 0xa4]), undefined, '中'],
    ['a UTF-8 mark against the header', bytes([0xef, 0xbb, 0xbf], 'é'), 'text/html; charset=gbk', 'é'],
    ['a UTF-16 mark', bytes([0xff, 0xfe, 0x41, 0x00, 0xe9, 0x00]), undefined, 'Aé'],
    ['UTF-8 saved under a GBK meta', bytes('<meta charset=gbk>手机'), undefined, '手机'],
    ['UTF-8 that says nothing', bytes('€ 1,20'), undefined, '€ 1,20'],
    ['windows-1252 that says nothing', bytes([0x80, 0x20, 0x31]), undefined, '€ 1'],
    ['a charset that nobody knows', bytes('é'), 'text/html; charset=klingon-8', 'é'],
    ['a meta that lies about UTF-16', bytes('<meta charset=utf-16>é'), undefined, 'é'],
    ['a header that lies about UTF-16', bytes('plain'), 'text/html; charset=utf-16le', 'plain'],
    ['broken UTF-8 that is declared', bytes('<meta charset=utf-8>a', [0xff], 'b'), undefined, 'a\ufffdb'],
    [
      'a meta behind much else',
      bytes('<script></script>'.repeat(9_000), '<meta charset=gbk>', [0xca, 0xd6]),
      undefined,
      '手',
    ],
    ['ISO-2022-JP', bytes([0x1b, 0x24, 0x42, 0x4b, 0x5c, 0x1b, 0x28, 0x42]), 'text/html; charset=iso-2022-jp', '本'],
    ['UTF-16 without a mark', bytes([0x41, 0x00, 0x42, 0x00]), 'text/html; charset=utf-16le', 'AB'],
    ['nothing at all', bytes(), undefined, ''],
  ])('reads %s', (_, body, contentType, text) => {
    expect(decodeBody(body, contentType)).toMatch(new RegExp(`${text.replace(/[[\](){}.*+?^$|\\]/g, '\\$&')}$`))
  })

  it('gives back whatever was written in UTF-8', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => decodeBody(bytes('\ufeff', text)) === text))
  })

  it('never throws on any bytes and any header', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.string(), (body, header) => {
        expect(typeof decodeBody(body, header)).toBe('string')
      }),
    )
  })

  it('reads the charset out of a header', () => {
    expect(charsetOf('text/html; boundary=x; Charset = "EUC-JP"')).toBe('EUC-JP')
    expect(charsetOf('text/html')).toBeNull()
  })
})
