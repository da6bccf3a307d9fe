import { once } from 'node:events'
import http from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import { describe, expect, it } from 'vitest'
import { aCrawler, fetchPage, listen, serve, serveRaw, withoutRobots } from './loopback.ts'
import { selfSigned } from './self-signed.ts'

const deadline = { timeout: 20_000, interval: 5 }

describe('a server whose identity cannot be trusted', () => {
  it('because nobody vouches for its certificate is sent nothing', async () => {
    let asked = 0
    const server = https.createServer(selfSigned('127.0.0.1'), (_, response) => response.end(`${++asked}`))
    const { origin } = await listen(server, 'https')
    expect(await fetchPage(aCrawler(origin, withoutRobots), `${origin}/`)).toEqual({
      kind: 'failed',
      why: expect.stringContaining('self-signed certificate'),
    })
    expect(asked).toBe(0)
  })

  it('because it has no certificate is a failure', async () => {
    const { origin } = await listen(https.createServer(), 'https')
    expect(await fetchPage(aCrawler(origin, withoutRobots), `${origin}/`)).toMatchObject({ kind: 'failed' })
  })

  it('because it does not speak TLS is a failure', async () => {
    const { origin } = await serve((_, response) => response.end())
    const secure = origin.replace('http:', 'https:')
    expect(await fetchPage(aCrawler(secure, withoutRobots), `${secure}/`)).toMatchObject({ kind: 'failed' })
  })

  it('because it speaks HTTP/2 only is a failure', async () => {
    const server = http2.createSecureServer({ ...selfSigned('127.0.0.1'), allowHTTP1: false })
    const { origin } = await listen(server, 'https')
    expect(await fetchPage(aCrawler(origin, withoutRobots), `${origin}/`)).toMatchObject({ kind: 'failed' })
  })
})

describe('a connection', () => {
  it('that nobody takes is a failure', async () => {
    const server = http.createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    server.close()
    await once(server, 'close')
    const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    expect(await fetchPage(aCrawler(origin, withoutRobots), `${origin}/`)).toEqual({
      kind: 'failed',
      why: expect.stringContaining('ECONNREFUSED'),
    })
  })

  it('is used again for the next page', async () => {
    const shop = await serve((_, response) => response.end('page'))
    const crawler = aCrawler(shop.origin, withoutRobots)
    for (const path of ['/1', '/2', '/3']) await fetchPage(crawler, `${shop.origin}${path}`)
    expect(shop.connections()).toBe(1)
  })

  it('that answers twice does not give the second answer to the next page', async () => {
    const answer = (body: string): string => `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`
    let asked = 0
    const { origin } = await serveRaw((socket, head) => {
      const path = head.split(' ')[1]
      socket.write(++asked === 1 ? answer(`for ${path}`) + answer('planted') : answer(`for ${path}`))
    })
    const crawler = aCrawler(origin, withoutRobots)
    expect(await fetchPage(crawler, `${origin}/1`)).toMatchObject({ kind: 'page', page: { body: 'for /1' } })
    const second = await fetchPage(crawler, `${origin}/2`)
    expect(second.kind === 'page' ? second.page.body : second.kind).not.toBe('planted')
  })

  it('is closed when a page turns out too long, so that the rest is not sent', async () => {
    const shop = await serve((_, response) => response.writeHead(200, { 'content-length': 50_000_000 }).write('x'))
    expect(await fetchPage(aCrawler(shop.origin, withoutRobots), `${shop.origin}/`)).toMatchObject({ kind: 'failed' })
    for (const socket of shop.sockets) if (!socket.destroyed) await once(socket, 'close')
    expect(shop.sockets.size).toBe(0)
  })
})

describe('a request that is stopped', () => {
  it('ends at once, and its connection with it', async () => {
    let asked = 0
    const shop = await serveRaw(() => asked++)
    const crawler = aCrawler(shop.origin, withoutRobots)
    const stop = new AbortController()
    const outcome = fetchPage(crawler, `${shop.origin}/`, { signal: stop.signal })
    const socket = await connected(shop)
    await expect.poll(() => asked, deadline).toBe(1)
    const closed = once(socket, 'close')
    stop.abort(new Error('the worker is stopping'))
    expect(await outcome).toEqual({ kind: 'failed', why: 'stopped: the worker is stopping' })
    await closed
  })

  it('before it begins sends nothing', async () => {
    const shop = await serve((_, response) => response.end('page'))
    const signal = AbortSignal.abort(new Error('too late'))
    expect(await fetchPage(aCrawler(shop.origin, withoutRobots), `${shop.origin}/`, { signal })).toMatchObject({
      kind: 'failed',
    })
    expect(shop.connections()).toBe(0)
  })

  it('while robots.txt is on its way leaves the others who wait for it', async () => {
    let tell = (): unknown => undefined
    const shop = await serve(({ url }, response) => {
      if (url === '/robots.txt') tell = () => response.end('')
      else response.end('page')
    })
    const crawler = aCrawler(shop.origin)
    const stop = new AbortController()
    const leaving = fetchPage(crawler, `${shop.origin}/1`, { signal: stop.signal })
    const staying = fetchPage(crawler, `${shop.origin}/2`)
    await connected(shop)
    stop.abort(new Error('no longer wanted'))
    expect(await leaving).toMatchObject({ kind: 'failed' })
    await expect.poll(() => tell() !== undefined, deadline).toBe(true)
    expect(await staying).toMatchObject({ kind: 'page' })
  })

  it('while it waits for its turn leaves the line', async () => {
    const shop = await serveRaw(() => undefined)
    const crawler = aCrawler(shop.origin, withoutRobots)
    const busy = new AbortController()
    const first = Array.from({ length: 8 }, (_, i) =>
      fetchPage(crawler, `${shop.origin}/${i}`, { signal: busy.signal }),
    )
    await expect.poll(() => shop.connections(), deadline).toBe(8)
    const stop = new AbortController()
    const waiting = fetchPage(crawler, `${shop.origin}/9`, { signal: stop.signal })
    stop.abort()
    expect(await waiting).toMatchObject({ kind: 'failed', why: expect.stringMatching(/^stopped/) })
    busy.abort()
    await Promise.all(first)
    expect(shop.connections()).toBe(8)
  })
})

describe('a crawler that is closed', () => {
  it('stops what is under way, keeps no connection, and asks for nothing more', async () => {
    const shop = await serveRaw(() => undefined)
    const crawler = aCrawler(shop.origin, withoutRobots)
    const outcome = fetchPage(crawler, `${shop.origin}/`)
    const socket = await connected(shop)
    const closed = once(socket, 'close')
    await crawler.close()
    expect(await outcome).toEqual({ kind: 'failed', why: expect.stringContaining('the crawler is closing') })
    await closed
    expect(await fetchPage(crawler, `${shop.origin}/`)).toMatchObject({ kind: 'failed' })
    expect(shop.connections()).toBe(1)
  })

  it('may be closed twice, and before it was used', async () => {
    const crawler = aCrawler('http://127.0.0.1:9')
    await crawler.close()
    await crawler.close()
  })
})

async function connected(shop: Awaited<ReturnType<typeof serve>>) {
  await expect.poll(() => shop.sockets.size, deadline).toBeGreaterThan(0)
  const [socket] = shop.sockets
  return socket!
}
