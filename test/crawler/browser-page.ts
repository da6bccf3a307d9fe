import type http from 'node:http'
import { findChromium } from '../../src/crawler/find-chromium.ts'
import { aCrawler, type Given, serve, withoutRobots } from './loopback.ts'

export const searchPath = process.env['PATH'] ?? ''
const found = await findChromium({ chromium: null, searchPath })
export const isHere = 'path' in found
export const signal = new AbortController().signal
export const inBrowser = { ...withoutRobots, browser: ['shop'], searchPath }

export type Pages = Record<string, string | ((request: http.IncomingMessage, response: http.ServerResponse) => unknown)>

/** A shop of few pages; `asked` is what it was asked for, in order. */
export async function aShop(pages: Pages) {
  const asked: http.IncomingMessage[] = []
  const shop = await serve((request, response) => {
    asked.push(request)
    const page = pages[request.url ?? '']
    if (typeof page === 'function') page(request, response)
    else if (page === undefined) response.writeHead(404).end()
    else response.setHeader('content-type', 'text/html').end(page)
  })
  return { ...shop, asked, paths: () => asked.map(({ url }) => url) }
}

export const visit = (crawler: ReturnType<typeof aCrawler>, url: string, jar?: string) =>
  crawler.fetch({ marketplace: 'shop', url }, { signal, trace: 'test', ...(jar && { jar }) })

export async function bodyOf(origin: string, given: Given = {}, path = '/'): Promise<string> {
  const outcome = await visit(aCrawler(origin, { ...inBrowser, ...given }), `${origin}${path}`)
  return outcome.kind === 'page' ? outcome.page.body : JSON.stringify(outcome)
}

export const script = (code: string): string =>
  `<!doctype html><body><div id="out"></div><script>${code}</script></body>`
export const write = (text: string): string => `document.getElementById('out').textContent = ${text}`
