import { describe, expect, it } from 'vitest'
import { partFiles, serverClock } from '../../src/capture/parts.ts'
import type { PageCapture } from '../../src/crawler/page-capture.ts'
import { anExchange, aPage, asked, began } from './seen-page.ts'

const parts = (page: Partial<PageCapture> = {}, isRefused = false) =>
  partFiles('cap-1', aPage(page), isRefused, 'morgiana 1')
const textOf = (files: ReturnType<typeof parts>, path: string) => Buffer.from(files.get(path)?.bytes ?? []).toString()
const whole = [
  ...['archive/data.warc.gz', 'dom/page.html', 'indexes/index.cdx', 'pages/pages.jsonl', 'screenshots/full.png'],
  ...['screenshots/viewport.png', 'text/page.txt', 'tls/shop.example.pem'],
]

describe('the files of a capture', () => {
  it('are traffic, page, words, pictures and certificates, each with its type', () => {
    const files = parts()
    expect([...files.keys()].sort()).toEqual(whole)
    expect(Object.fromEntries([...files].map(([path, { type }]) => [path, type]))).toEqual({
      ...{ 'archive/data.warc.gz': 'application/warc', 'indexes/index.cdx': 'text/x-cdxj' },
      ...{ 'pages/pages.jsonl': 'application/jsonl', 'dom/page.html': 'text/html; charset=utf-8' },
      ...{ 'text/page.txt': 'text/plain; charset=utf-8', 'screenshots/viewport.png': 'image/png' },
      ...{ 'screenshots/full.png': 'image/png', 'tls/shop.example.pem': 'application/x-pem-file' },
    })
    expect([textOf(files, 'dom/page.html'), textOf(files, 'screenshots/full.png')]).toEqual(['<html>l1</html>', 'full'])
    expect([textOf(files, 'tls/shop.example.pem'), textOf(files, 'screenshots/viewport.png')]).toEqual([
      'PEM',
      'viewport',
    ])
    expect(textOf(files, 'indexes/index.cdx')).toContain(asked)
  })

  it('say of the page when it was asked for, by the answer that is shown', () => {
    const shown = new Date(began.getTime() + 2_000)
    const exchanges = [
      anExchange({ status: 302 }),
      anExchange({ url: `${asked}/x` }),
      anExchange({ at: shown }),
      anExchange({ url: `${asked}.png` }),
    ]
    const [, page] = textOf(parts({ exchanges }), 'pages/pages.jsonl').split('\n')
    expect(JSON.parse(page ?? '')).toEqual({ id: 'page-1', url: asked, title: 'Acme Runner', ts: shown.toISOString() })
    const [, without] = textOf(parts({ exchanges: [] }), 'pages/pages.jsonl').split('\n')
    expect(JSON.parse(without ?? '')).toMatchObject({ ts: new Date(began.getTime() + 2_000).toISOString() })
  })

  it('number the tiles of a high page from its top', () => {
    const files = parts({ tiles: [Buffer.from('top'), Buffer.from('end')] })
    expect(files.has('screenshots/full.png')).toBe(false)
    expect([textOf(files, 'screenshots/full-001.png'), textOf(files, 'screenshots/full-002.png')]).toEqual([
      'top',
      'end',
    ])
    expect([...parts({ tiles: [] }).keys()].filter((path) => path.includes('full'))).toEqual([])
  })

  it('have a log where something did not come, a line each', () => {
    const failed = { url: 'https://shop.example/a', error: 'reset' }
    const blocked = { url: 'https://spy.example/b', why: 'not of the page' }
    const files = parts({ failed: [failed], blocked: [blocked] })
    expect(textOf(files, 'logs/capture.jsonl')).toBe(`${JSON.stringify({ failed })}\n${JSON.stringify({ blocked })}\n`)
    expect(files.get('logs/capture.jsonl')?.type).toBe('application/jsonl')
  })

  it('of a refusal leave out a document and words that are not there; of a page they are kept empty', () => {
    const empty = { dom: '', text: '' }
    expect([...parts(empty, true).keys()].sort()).toEqual(whole.filter((path) => !/^(dom|text)\//.test(path)))
    expect([...parts(empty).keys()].sort()).toEqual(whole)
    expect([...parts({}, true).keys()].sort()).toEqual(whole)
  })
})

describe('the clock of the page’s server', () => {
  it('is what its answer says beside ours, to half a second', () => {
    expect(serverClock(aPage())).toEqual({
      ...{ source: 'http-date', peer: 'shop.example', offsetMs: 3_000 + 500 - 1_250, uncertaintyMs: 1_000 },
      at: new Date(began.getTime() + 1_000).toISOString(),
    })
  })

  it.each<[string, Partial<PageCapture>]>([
    ['says none', { exchanges: [anExchange({ headers: [] })] }],
    ['says no date', { exchanges: [anExchange({ headers: [['date', 'today']] })] }],
    ['is not the page’s', { exchanges: [anExchange({ url: 'https://spy.example/' })] }],
    ['sent on', { exchanges: [anExchange({ status: 302 })] }],
    ['did not answer', { exchanges: [] }],
  ])('is not known where the server %s', (_, page) => {
    expect(serverClock(aPage(page))).toBeNull()
  })

  it('of an address in brackets is named without them', () => {
    const final = 'http://[::1]/l1'
    expect(serverClock(aPage({ final, exchanges: [anExchange({ url: final })] }))?.peer).toBe('::1')
  })
})
