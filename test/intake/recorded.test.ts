import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  captchaPage,
  harEntry,
  harOf,
  listingsIn,
  mistakesIn,
  placesIn,
  read,
  resultsPage,
  warcRecord,
} from './files.ts'

const url = 'https://www.etsy.com/search?q=halvard'
const page = resultsPage(['1000000001'])
const idsIn = (file: ReturnType<typeof read>) => listingsIn(file).map((each) => each.id)
const html = 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8'

describe('a HAR file', () => {
  const script = harEntry('https://www.etsy.com/app.js', 'x', { mimeType: 'text/javascript' })
  const foreign = harEntry('https://ads.example/frame', '<html>ad</html>')

  it('gives the listings of marketplaces, each with the address of its page and the day it was seen', () => {
    const file = read(
      'a.har',
      harOf([script, foreign, harEntry(url, page), harEntry('https://www.etsy.com/', '<html>home</html>')]),
    )
    expect(mistakesIn(file)).toEqual([])
    expect(idsIn(file)).toEqual(['1000000001'])
    expect(placesIn(file)).toEqual([url])
    // The home page answers no search, so it is not even worth a note.
    expect(file.notes).toEqual([])
    expect(file.parts[0]?.seenAt).toEqual(new Date('2026-03-01T12:00:00Z'))
  })

  it('reads base64, and answers in JSON', () => {
    const answer = JSON.stringify({
      count: 1,
      results: [{ listing_id: 1000000009, title: 'Halvard', url: 'https://www.etsy.com/listing/1000000009' }],
    })
    const base64 = Buffer.from(page).toString('base64')
    const file = read(
      'a.har',
      harOf([
        harEntry(url, base64, { encoding: 'base64' }),
        harEntry('https://www.etsy.com/api', answer, { mimeType: 'application/json' }),
      ]),
    )
    expect(idsIn(file)).toEqual(['1000000001', '1000000009'])
  })

  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  /** `page`, packed by zstd -19: Node 20 has nothing that makes it. */
  const zstd =
    'KLUv/QRotQkANlI8JnBtG/x/ltB/5F8goiTTIqemRkxkgu9iF0SB9l52wGztLMhULUARMAAwADEAb00s8wO4h+VftEGjcNzQyIBOf/6DbRhg/mrEe8axki2+1wep6A/S+lVzC3t5qcALHfXn6aj+jZ460VFn8JVi9Upm56Zs/Vc99Xf87ZWJ9sC2N2sEFHX2zo9yUsuKjWgBXTmXsfPzpK5eKWH5XeJwOBRfHXWBUGjStQ27tVek0RnxpEYrL+piyNSeytRvvTpdzJDWr5zlnvVKfkIXKIRfAq0HMepe3IPuZZYsyzpCWfTUmLSO8aUgHKRDQU5sPTJ2DOZ2FBoIQFZgRtUBPQUOdUNch6IFDaBnhnoKNeUSPucKwqc29jEycYbObGkeBHbxWXSHU8DOB5Sy56JqEHcVKCPntowCBvu2YIg='

  it.each([
    ['gzip that is flagged', base64(gzipSync(page)), 'base64'],
    ['gzip, the flag in capitals', base64(gzipSync(page)), 'BASE64'],
    ['zstd', zstd, 'base64'],
    ['a page that is flagged and is none', page, 'base64'],
    ['a page that is not flagged', base64(Buffer.from(page)), undefined],
    ['gzip that is not flagged', base64(gzipSync(page)), undefined],
    ['blanks in it', base64(Buffer.from(page)).replace(/(.{76})/g, '$1\r\n'), 'base64'],
  ])('reads what a tool wrote of a body: %s', (_what, text, encoding) => {
    const entry = harEntry(url, text)
    const content = { ...entry.response.content, ...(encoding && { encoding }) }
    expect(idsIn(read('a.har', harOf([{ ...entry, response: { ...entry.response, content } }])))).toEqual([
      '1000000001',
    ])
  })

  it('unpacks brotli, which only the header tells', () => {
    const entry = harEntry(url, base64(brotliCompressSync(page)), { encoding: 'base64' })
    const headers = [{ name: 'Content-Encoding', value: 'br' }]
    expect(idsIn(read('a.har', harOf([{ ...entry, response: { ...entry.response, headers } }])))).toEqual([
      '1000000001',
    ])
  })

  it('is not refused for entries that are odd: they are named, by their numbers', () => {
    const bomb = base64(gzipSync(Buffer.alloc(40_000_000, 32)))
    const file = read(
      'a.har',
      harOf([{}, harEntry(url, page), 'x', null, harEntry(`${url}&page=2`, bomb, { encoding: 'base64' })]),
    )
    expect(mistakesIn(file)).toEqual([])
    expect(idsIn(file)).toEqual(['1000000001'])
    expect(file.notes).toEqual([
      expect.stringMatching(
        /^1 pages that cannot be unpacked passed over: entry 5: \d+ bytes of gzip become more than/,
      ),
      '3 of 5 entries are not as HAR says and are passed over: entries 1, 3–4',
    ])
  })

  it('passes over a picture whose content is not what it says', () => {
    const picture = harEntry('https://i.etsystatic.com/a.jpg', 'no base64 at all!', {
      mimeType: 'image/jpeg',
      encoding: 'base64',
    })
    expect(idsIn(read('a.har', harOf([picture, harEntry(url, page)])))).toEqual(['1000000001'])
  })

  it.each([
    ['a status in words', { status: '200' }],
    ['no status', { status: null }],
    ['a page from the browser’s own memory', { status: 304 }],
    ['a comment in place of a type', { content: { text: page, mimeType: null, encoding: null } }],
  ])('takes %s', (_what, response) => {
    const entry = harEntry(url, page)
    expect(idsIn(read('a.har', harOf([{ ...entry, response: { ...entry.response, ...response } }])))).toEqual([
      '1000000001',
    ])
  })

  it('tells a block page, and only notes the pages beside that are no results', () => {
    const file = read(
      'a.har',
      harOf([
        harEntry(url, page),
        harEntry(`${url}&page=2`, captchaPage, { status: 403 }),
        harEntry('https://www.etsy.com/cart', '<html>cart</html>'),
      ]),
    )
    expect(file.parts).toMatchObject([
      { missing: null },
      { found: [], missing: { state: 'blocked', by: 'cloudflare' } },
    ])
    expect(file.notes).toEqual(['1 pages without listings passed over: https://www.etsy.com/cart'])
  })

  it('tells a page without listings when there is nothing else', () => {
    expect(read('a.har', harOf([harEntry(url, '<html>other</html>')])).parts).toMatchObject([
      { missing: { state: 'changed' } },
    ])
  })

  it.each([
    ['cut off', harOf([harEntry(url, page)]).slice(0, -20), 'not JSON, it ends too early'],
    ['broken', '{"log":\n  nope}', 'a.har:2:4  not JSON'],
    ['something else', '{"a":1}', 'no log.entries in it'],
    ['of entries that are none', harOf([{}, 7]), 'none of its 2 entries is as HAR says'],
    [
      'without content',
      harOf([{ request: { url }, response: { status: 200, content: { size: 5 } } }]),
      'save it as "HAR with content"',
    ],
    [
      'a page that grows far, and no other',
      harOf([harEntry(url, gzipSync(Buffer.alloc(40_000_000, 32)).toString('base64'), { encoding: 'base64' })]),
      'a.har:1:1  entry 1: ',
    ],
    [
      'of other sites',
      harOf([foreign]),
      '1 responses, and none is a page of a marketplace that can be read (ads.example)',
    ],
    ['nested without end', `{"log":{"entries":${'['.repeat(200_000)}`, 'nested deeper than 1000: refused'],
  ])('%s: a mistake', (_what, content, said) => {
    const file = read('a.har', content)
    expect(mistakesIn(file)[0]).toContain(said)
    expect(file.parts).toEqual([])
  })
})

const chunked = (text: string): string => {
  const bytes = Buffer.from(text)
  return `${[bytes.subarray(0, 10), bytes.subarray(10)]
    .map((part) => `${part.length.toString(16)}\r\n${part.toString('latin1')}\r\n`)
    .join('')}0\r\n\r\n`
}
const warc = (...records: Uint8Array[]): Uint8Array => Buffer.concat(records)

describe('a WARC file', () => {
  it.each([
    ['plain', { body: page }],
    ['gzip', { head: `${html}\r\nContent-Encoding: gzip`, body: gzipSync(page) }],
    ['brotli', { head: `${html}\r\nContent-Encoding: br`, body: brotliCompressSync(page) }],
    ['deflate', { head: `${html}\r\nContent-Encoding: deflate`, body: deflateSync(page) }],
    ['deflate without its header', { head: `${html}\r\nContent-Encoding: deflate`, body: deflateRawSync(page) }],
    ['in chunks', { head: `${html}\r\nTransfer-Encoding: chunked`, body: Buffer.from(chunked(page), 'latin1') }],
    [
      'with headers of what was undone already',
      { head: `${html}\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip`, body: page },
    ],
    [
      'in another charset',
      {
        head: 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1',
        body: Buffer.from(page.replace('<meta charset="utf-8">', ''), 'latin1'),
      },
    ],
  ])('gives the listings of a response that is %s', (_what, response) => {
    const file = read('a.warc', warcRecord({ url, ...response }))
    expect(mistakesIn(file)).toEqual([])
    expect(idsIn(file)).toEqual(['1000000001'])
    expect(file.parts[0]).toMatchObject({ place: url, seenAt: new Date('2026-03-01T12:00:00Z') })
  })

  it('may be packed record by record, of version 1.0, and holds records of other kinds', () => {
    const old = Buffer.from(
      Buffer.from(warcRecord({ url, body: page }))
        .toString('latin1')
        .replace('WARC/1.1', 'WARC/1.0'),
      'latin1',
    )
    const file = read(
      'a.warc.gz',
      warc(
        gzipSync(warcRecord({ url, body: 'x', type: 'request' })),
        gzipSync(old),
        gzipSync(warcRecord({ url, body: '', type: 'revisit' })),
      ),
    )
    expect(idsIn(file)).toEqual(['1000000001'])
    expect(file.notes).toEqual(['1 revisit records hold no page and are passed over'])
  })

  const zeros = Buffer.alloc(80 * 1024 * 1024)
  it.each([
    [
      'a length beyond the end',
      warcRecord({ url, body: page, length: 10_000_000 }),
      'a.warc:1:1  the record says 10000000 bytes',
    ],
    [
      'a length that is too short',
      warc(warcRecord({ url, body: page, length: 100 })),
      'a.warc:2:1  no record begins where record 1 says it ends',
    ],
    ['a length that is no number', Buffer.from('WARC/1.1\r\nContent-Length: 1e9\r\n\r\n'), 'Content-Length is "1e9"'],
    ['a header without end', Buffer.from(`WARC/1.1\r\nX: ${'a'.repeat(300_000)}`), 'a header of more than'],
    ['cut off in a header', Buffer.from('WARC/1.1\r\nContent-Len'), 'it ends inside a header'],
    ['another version', Buffer.from('WARC/2.0\r\nContent-Length: 0\r\n\r\n'), 'WARC/2.0 cannot be read'],
    ['gzip that grows far', gzipSync(zeros), 'of gzip become more than'],
    [
      'a body that grows far',
      warcRecord({ url, head: `${html}\r\nContent-Encoding: gzip`, body: gzipSync(zeros) }),
      'of gzip become more than',
    ],
    [
      'a brotli body that grows far',
      warcRecord({ url, head: `${html}\r\nContent-Encoding: br`, body: brotliCompressSync(zeros) }),
      'of br become more than',
    ],
    ['gzip in gzip', gzipSync(gzipSync(warcRecord({ url, body: page }))), 'gzip inside gzip: refused'],
    [
      'a body of gzip in gzip',
      warcRecord({ url, head: `${html}\r\nContent-Encoding: gzip`, body: gzipSync(gzipSync(page)) }),
      'gzip inside gzip: refused',
    ],
    [
      'gzip that is cut off',
      gzipSync(warcRecord({ url, body: page })).subarray(0, 100),
      'gzip cannot be unpacked: it ends too early',
    ],
    [
      'a body that is cut off',
      warcRecord({ url, head: `${html}\r\nContent-Encoding: gzip`, body: gzipSync(page).subarray(0, 60) }),
      'a.warc:1:1  record 1: gzip cannot be unpacked: it ends too early',
    ],
    [
      'brotli that is none',
      warcRecord({ url, head: `${html}\r\nContent-Encoding: br`, body: Buffer.from([1, 2, 3, 4, 5, 6]) }),
      'br cannot be unpacked',
    ],
    [
      'a packing that nobody knows',
      warcRecord({ url, head: `${html}\r\nContent-Encoding: compress`, body: 'x' }),
      'content-encoding compress cannot be unpacked',
    ],
    [
      'a chunk that is too long',
      warcRecord({ url, head: `${html}\r\nTransfer-Encoding: chunked`, body: 'ff\r\nabc' }),
      'a chunk says 255 bytes, and 3 are there',
    ],
    [
      'a chunk of half the world',
      warcRecord({ url, head: `${html}\r\nTransfer-Encoding: chunked`, body: 'fffffffffff\r\nabc' }),
      'a chunk of 0xfffffffffff bytes',
    ],
    ['a response that is none', warcRecord({ url, head: 'SMTP ready', body: '' }), 'a.warc:1:1'],
  ])('%s: a mistake at the record, and nothing is kept', (_what, content, said) => {
    const file = read('a.warc', content)
    expect(mistakesIn(file)[0]).toContain(said)
    expect(file.parts).toEqual([])
  })

  it('takes a NUL in a page, and a header named __proto__, as they come', () => {
    const file = read(
      'a.warc',
      warcRecord({ url, head: `${html}\r\n__proto__: x`, body: page.replace('Trail', 'Tr\u0000ail') }),
    )
    expect(idsIn(file)).toEqual(['1000000001'])
  })
})
