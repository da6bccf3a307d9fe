import zlib from 'node:zlib'
import {
  type Case,
  dripping,
  failed,
  head,
  packed,
  page,
  pour,
  raw,
  rawThenEnd,
  small,
  status,
} from './hostile-case.ts'
import { serve, serveRaw } from './loopback.ts'

/** What unpacks to as much as a page may have, from next to nothing. */
const bomb = Buffer.alloc(20_000_000)
export const tooMuch: readonly Case[] = [
  {
    name: 'a body without an end',
    server: () =>
      serveRaw((socket) => {
        socket.write(`${head}\r\n`)
        pour(socket, 'x'.repeat(8192))
      }),
    expected: failed(/longer than 50000 bytes/),
    limits: small,
  },
  {
    name: 'a chunked body without an end',
    server: () =>
      serveRaw((socket) => {
        socket.write(`${head}transfer-encoding: chunked\r\n\r\n`)
        pour(socket, `400\r\n${'x'.repeat(1024)}\r\n`)
      }),
    expected: failed(/longer than 50000 bytes/),
    limits: small,
  },
  {
    name: 'a page of 100 MB that says so',
    server: raw(`${head}content-length: 104857600\r\n\r\n`),
    expected: failed(/said to be 104857600 bytes, more than 20000000/),
  },
  {
    name: 'a gzip bomb',
    server: packed('gzip', zlib.gzipSync(bomb)),
    expected: failed(/longer than 100000 bytes/),
    limits: small,
  },
  {
    name: 'a deflate bomb',
    server: packed('deflate', zlib.deflateSync(bomb)),
    expected: failed(/longer than 100000 bytes/),
    limits: small,
  },
  {
    name: 'a brotli bomb',
    server: packed('br', zlib.brotliCompressSync(bomb, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 2 } })),
    expected: failed(/longer than 100000 bytes/),
    limits: small,
  },
  {
    name: 'a bomb inside a bomb',
    server: packed('gzip, gzip', zlib.gzipSync(zlib.gzipSync(bomb))),
    expected: failed(/longer than 100000 bytes/),
    limits: small,
  },
  {
    name: 'three codings, one in the other',
    server: packed('gzip, gzip, gzip', zlib.gzipSync(zlib.gzipSync(zlib.gzipSync('x')))),
    expected: failed(/3 codings/),
  },
  {
    name: 'a header of 40 KB',
    server: raw(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`),
    expected: failed(/headers are too long/),
  },
  {
    name: 'headers without an end',
    server: () =>
      serveRaw((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        pour(socket, `x-${'y'.repeat(500)}: z\r\n`)
      }),
    expected: failed(/headers are too long/),
  },
  {
    name: 'tags in tags, a hundred thousand deep',
    server: status(200, '<div>'.repeat(100_000)),
    expected: page(200, /^(<div>){5}/),
  },
  {
    name: 'a million links',
    server: status(200, '<a href=/>x</a>'.repeat(1_000_000)),
    expected: page(200, /^<a href/),
  },
]

export const tooSlow: readonly Case[] = [
  { name: 'no answer at all', server: raw(), expected: failed(/no answer in time/), limits: { headersMs: 60 } },
  {
    name: 'headers, a byte at a time',
    server: dripping('HTTP/1.1 200 OK\r\nx-slow: ', 'y'),
    expected: failed(/no answer in time/),
    limits: { headersMs: 60 },
  },
  {
    name: 'early hints for ever',
    server: dripping('', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'),
    expected: failed(/no whole page within|no answer in time/),
    limits: { headersMs: 60, totalMs: 200 },
  },
  {
    name: 'a body that stops',
    server: raw(`${head}content-length: 100\r\n\r\n<html>`),
    expected: failed(/stopped coming/),
    limits: { idleMs: 60 },
  },
  {
    name: 'a body, a byte at a time',
    server: dripping(`${head}\r\n`, 'x'),
    expected: failed(/no whole page within 0.2 s/),
    limits: { totalMs: 200 },
  },
  {
    name: 'redirects that each take their time',
    server: () =>
      serve(({ url = '' }, response) => {
        setTimeout(() => response.writeHead(302, { location: `${url}x` }).end(), 60)
      }),
    expected: failed(/no whole page within 0.15 s/),
    limits: { totalMs: 150, redirectsMax: 100 },
  },
]

export const broken: readonly Case[] = [
  {
    name: 'a body shorter than its length says',
    server: rawThenEnd(`${head}content-length: 100\r\n\r\n`, '<html>'),
    expected: failed(/other side closed|not as long/),
  },
  {
    name: 'a chunked body that is cut off',
    server: rawThenEnd(`${head}transfer-encoding: chunked\r\n\r\n`, '5\r\nhello\r\n'),
    expected: failed(/other side closed/),
  },
  {
    name: 'a chunk whose size is no number',
    server: raw(`${head}transfer-encoding: chunked\r\n\r\n`, 'zz\r\nhello\r\n'),
    expected: failed(/connection failed/),
  },
  {
    name: 'a reset in the middle of the body',
    server: () =>
      serveRaw((socket) => {
        socket.write(`${head}content-length: 100\r\n\r\n<html>`, () => socket.resetAndDestroy())
      }),
    expected: failed(/ECONNRESET|other side closed/),
  },
  { name: 'a connection closed without a word', server: rawThenEnd(''), expected: failed(/other side closed/) },
  {
    name: 'something that is not HTTP',
    server: raw('220 mail.shop.example ESMTP\r\n'),
    expected: failed(/connection failed/),
  },
  {
    name: 'both a length and chunks',
    server: raw(`${head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n`, '5\r\nhello\r\n0\r\n\r\n'),
    expected: failed(/not as long/),
  },
  {
    name: 'a change of protocol that nobody asked for',
    server: raw('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
    expected: failed(/bad upgrade/),
  },
  {
    name: 'a coding that nobody knows',
    server: packed('rot13', Buffer.from('uryyb')),
    expected: failed(/cannot be undone: "rot13"/),
  },
  {
    name: 'gzip that is none',
    server: packed('gzip', Buffer.from('<html>not packed</html>')),
    expected: failed(/cannot be unpacked/),
  },
  {
    name: 'gzip that is cut off',
    server: packed('gzip', zlib.gzipSync('<html>'.repeat(1000)).subarray(0, 30)),
    expected: failed(/cannot be unpacked/),
  },
  {
    name: 'brotli that is none',
    server: packed('br', Buffer.from('<html>not packed</html>')),
    expected: failed(/cannot be unpacked/),
  },
  {
    name: 'half a page that nobody asked for (206)',
    server: status(206, 'half', { 'content-range': 'bytes 0-3/8' }),
    expected: failed(/only a part/),
  },
  {
    name: 'a speaker of HTTP/2 only, which says goodbye',
    server: () =>
      serveRaw((socket) => socket.write(Buffer.from('000000040000000000000008070000000000000000000000010000', 'hex'))),
    expected: failed(/connection failed/),
  },
]
