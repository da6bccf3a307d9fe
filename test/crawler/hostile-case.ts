import type { Socket } from 'node:net'
import { expect } from 'vitest'
import type { FetchOutcome } from '../../src/crawler/crawler.ts'
import type { Limits } from '../../src/crawler/limits.ts'
import { aCrawler, fetchPage, type Listening, serve, serveRaw, withoutRobots } from './loopback.ts'

export type Expected =
  | { kind: 'page'; status: number; body?: string | RegExp }
  | { kind: 'failed' | 'refused'; why: RegExp }
export type Case = {
  name: string
  server: () => Promise<Listening>
  expected: Expected
  limits?: Partial<Limits>
  path?: string
}

export const small = { bodyBytesMax: 100_000, packedBytesMax: 50_000 }
export const page = (status: number, body?: string | RegExp): Expected => ({
  kind: 'page',
  status,
  ...(body !== undefined && { body }),
})
export const failed = (why: RegExp): Expected => ({ kind: 'failed', why })
export const refused = (why: RegExp): Expected => ({ kind: 'refused', why })

export const raw =
  (...parts: (string | Buffer)[]) =>
  (): Promise<Listening> =>
    serveRaw((socket) => {
      for (const part of parts) socket.write(part)
    })
export const rawThenEnd =
  (...parts: string[]) =>
  (): Promise<Listening> =>
    serveRaw((socket) => socket.end(parts.join('')))
export const packed = (encoding: string, body: Buffer) => (): Promise<Listening> =>
  serve((_, response) =>
    response.writeHead(200, { 'content-encoding': encoding, 'content-type': 'text/html' }).end(body),
  )
export const status =
  (code: number, body = '', headers: Record<string, string> = {}) =>
  (): Promise<Listening> =>
    serve((_, response) => response.writeHead(code, headers).end(body))
export const redirect = (location: (path: string) => string) => (): Promise<Listening> =>
  serve((request, response) => response.writeHead(302, { location: location(request.url ?? '') }).end())

/** Writes again and again for as long as the other side takes it. */
export function pour(socket: Socket, chunk: string): void {
  const more = (): void => {
    if (socket.destroyed) return
    socket.write(chunk, () => setImmediate(more))
  }
  more()
}
export const dripping = (first: string, drop: string) => (): Promise<Listening> =>
  serveRaw((socket) => {
    socket.write(first)
    const drip = setInterval(() => socket.write(drop), 5)
    socket.on('close', () => clearInterval(drip))
  })

export const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n'

/** Asks the case's server for a page. */
export async function outcomeOf({ server, limits, path = '/' }: Case): Promise<FetchOutcome> {
  const { origin } = await server()
  const crawler = aCrawler(origin, { ...withoutRobots, ...(limits && { limits }) })
  return fetchPage(crawler, `${origin}${path}`)
}

/** Compares what came with what was expected. */
export async function expectOutcome(given: Case): Promise<void> {
  const { expected } = given
  const outcome = await outcomeOf(given)
  if (expected.kind !== 'page') {
    expect(outcome).toEqual({ kind: expected.kind, why: expect.stringMatching(expected.why) })
    return
  }
  if (outcome.kind !== 'page') throw new Error(`${outcome.kind}: ${outcome.why}`)
  expect(outcome.page.status).toBe(expected.status)
  if (typeof expected.body === 'string') expect(outcome.page.body).toBe(expected.body)
  else if (expected.body) expect(outcome.page.body).toMatch(expected.body)
}
