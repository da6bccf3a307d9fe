import zlib from 'node:zlib'
import { describe, it } from 'vitest'
import {
  type Case,
  expectOutcome,
  failed,
  head,
  packed,
  page,
  pour,
  raw,
  rawThenEnd,
  redirect,
  refused,
  status,
} from './hostile-case.ts'
import { type Listening, serve, serveRaw } from './loopback.ts'

const hops = (count: number) =>
  redirect((path) => (Number(path.slice(1)) < count ? `/${Number(path.slice(1)) + 1}` : '/end'))
const hopsThenPage = (count: number) => (): Promise<Listening> =>
  serve(({ url = '' }, response) => {
    const number = Number(url.slice(1))
    if (number < count) response.writeHead(302, { location: `/${number + 1}` }).end('moved')
    else response.end('there')
  })

const odd: Case[] = [
  {
    name: 'a page packed with deflate',
    server: packed('deflate', zlib.deflateSync('<p>so</p>')),
    expected: page(200, '<p>so</p>'),
  },
  {
    name: 'a page packed with deflate, without its header',
    server: packed('deflate', zlib.deflateRawSync('<p>so</p>')),
    expected: page(200, '<p>so</p>'),
  },
  {
    name: 'a page packed with brotli',
    server: packed('br', zlib.brotliCompressSync('<p>so</p>')),
    expected: page(200, '<p>so</p>'),
  },
  {
    name: 'a page packed twice',
    server: packed('gzip, br', zlib.brotliCompressSync(zlib.gzipSync('<p>so</p>'))),
    expected: page(200, '<p>so</p>'),
  },
  { name: 'an empty page that says it is packed', server: packed('gzip', Buffer.alloc(0)), expected: page(200, '') },
  { name: '204, nothing to say', server: status(204), expected: page(204, '') },
  { name: '205, nothing to say', server: status(205), expected: page(205, '') },
  {
    name: '304 to a question that was not asked',
    server: status(304),
    expected: failed(/"not modified" \(304\), which was not asked/),
  },
  { name: '200 and nothing', server: status(200), expected: page(200, '') },
  { name: '404 with a page', server: status(404, 'gone'), expected: page(404, 'gone') },
  { name: '418', server: status(418, 'short and stout'), expected: page(418, 'short and stout') },
  { name: '500 with a page', server: status(500, 'oh no'), expected: page(500, 'oh no') },
  { name: '503 without a word on when', server: status(503, 'robot?'), expected: page(503, 'robot?') },
  { name: '302 that leads to no place', server: status(302, 'moved'), expected: page(302, 'moved') },
  {
    name: 'HTML where JSON was promised',
    server: status(200, '<html>', { 'content-type': 'application/json' }),
    expected: page(200, '<html>'),
  },
  {
    name: 'JSON with a __proto__',
    server: status(200, '{"__proto__":{"polluted":true}}', { 'content-type': 'application/json' }),
    expected: page(200, '{"__proto__":{"polluted":true}}'),
  },
  {
    name: 'a header called __proto__',
    server: raw(`${head}__proto__: polluted\r\ncontent-length: 2\r\n\r\nok`),
    expected: page(200, 'ok'),
  },
  { name: 'a byte order mark', server: status(200, '\ufeff<html>'), expected: page(200, '<html>') },
  { name: 'NUL bytes', server: status(200, 'a\0b\0'), expected: page(200, 'ab') },
  {
    name: 'a content type that is none',
    server: status(200, 'ok', { 'content-type': ';;;charset=;' }),
    expected: page(200, 'ok'),
  },
  {
    name: 'HTTP/1.0 that ends with the connection',
    server: rawThenEnd('HTTP/1.0 200 OK\r\n\r\n', 'old'),
    expected: page(200, 'old'),
  },
  {
    name: 'early hints before the page',
    server: raw('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n', `${head}content-length: 2\r\n\r\nok`),
    expected: page(200, 'ok'),
  },
]

const leading: Case[] = [
  {
    name: 'redirects that go round in a circle',
    server: redirect((path) => (path === '/a' ? '/b' : '/a')),
    path: '/a',
    expected: failed(/circle at .*\/a/),
  },
  { name: 'a redirect to itself', server: redirect((path) => path), expected: failed(/circle/) },
  { name: 'six redirects', server: hops(100), path: '/0', expected: failed(/more than 5 redirects/) },
  { name: 'five redirects', server: hopsThenPage(5), path: '/0', expected: page(200, 'there') },
  {
    name: 'a redirect whose body has no end',
    server: () =>
      serveRaw((socket, request) => {
        if (request.startsWith('GET /end ')) {
          socket.end(`${head}\r\nthere`)
          return
        }
        socket.write('HTTP/1.1 302 Found\r\nlocation: /end\r\n\r\n')
        pour(socket, 'x'.repeat(8192))
      }),
    expected: page(200, 'there'),
  },
  {
    name: 'a redirect to a private address',
    server: redirect(() => 'http://10.0.0.1/admin'),
    expected: refused(/redirected to http:\/\/10.0.0.1\/admin/),
  },
  {
    name: 'a redirect to the cloud’s own address',
    server: redirect(() => 'http://169.254.169.254/latest/meta-data/'),
    expected: refused(/169\.254\.169\.254/),
  },
  {
    name: 'a redirect to another site',
    server: redirect(() => 'https://other.example/'),
    expected: refused(/redirected to https:\/\/other.example\//),
  },
  {
    name: 'a redirect to a file',
    server: redirect(() => 'file:///etc/passwd'),
    expected: refused(/redirected to file:/),
  },
  {
    name: 'a redirect to a script',
    server: redirect(() => 'javascript:alert(1)'),
    expected: refused(/redirected to javascript:/),
  },
  {
    name: 'a redirect with a password',
    server: redirect(() => 'https://me:secret@shop.example/'),
    expected: failed(/leads nowhere.*name and password/),
  },
  { name: 'a redirect to no address', server: redirect(() => 'http://[oops'), expected: failed(/leads nowhere/) },
]

describe.each([
  ['is odd, but sends a page', odd],
  ['leads somewhere else', leading],
])('a server that %s', (_, cases) => {
  it.each(cases)('is left with the right outcome: $name', expectOutcome)
})
