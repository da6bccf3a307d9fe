import { describe, expect, it } from 'vitest'
import { settleCapture } from '../../src/capture/settle.ts'
import type { PageCapture } from '../../src/crawler/page-capture.ts'
import { marketplaceOf } from '../../src/marketplaces/registry.ts'

const at = new Date('2026-11-30T09:00:00.000Z')
const bazaar = marketplaceOf('bazaar')
const challenge =
  '<html><body><form class="bz-gate" data-gate="js-challenge" action="/gate"><h4>Checking your browser.</h4></form></body></html>'

const exchange = (url: string, status: number, body: string): PageCapture['exchanges'][number] => ({
  ...{ url, method: 'GET', requestHeaders: [], requestBody: null, status, statusText: '', ip: '127.0.0.1', at },
  ...{ headers: [['content-type', 'text/html']], body: Buffer.from(body) },
})

/** A page that was asked for at /item/4711; `text` is what is seen of it in the end. */
const pageOf = (about: Partial<PageCapture>): PageCapture => {
  const asked = 'http://market.example/item/4711'
  return {
    ...{ exchanges: [exchange(asked, 200, about.dom ?? '')], asked, redirects: [], final: asked, status: 200 },
    ...{ addresses: [], tls: [], failed: [], blocked: [], title: 'bazaar', language: 'en', width: 1280, height: 800 },
    ...{
      dom: '<html><body></body></html>',
      text: '',
      viewportPng: Buffer.alloc(0),
      tiles: [],
      isCut: false,
      steps: [],
    },
    ...{ startedAt: at, loadedAt: at, finishedAt: at, browser: { name: 'Chromium', version: '1' } },
    ...{ viewport: { width: 1280, height: 800, scale: 1 }, userAgent: 'x', locale: 'en-US' },
    egress: { kind: 'direct' },
    robots: { decision: 'allowed', url: 'http://market.example/robots.txt', reason: null },
    ...about,
  }
}
const settled = (about: Partial<PageCapture>) => settleCapture('listing', pageOf(about), bazaar, '4711')
const words = 'A page with words of its own that says nothing of a check. '.repeat(40)

describe('what stands in the place of a listing', () => {
  it('is refused when a challenge came over the wire, whatever its script has made of it', () => {
    const url = 'http://market.example/item/4711'
    const dom = `<html><body><p>${words}</p></body></html>`
    expect(settled({ exchanges: [exchange(url, 200, challenge)], dom, text: words })).toMatchObject({
      ...{ state: 'refused', reading: null, refusal: { kind: 'block' } },
    })
  })

  it('is refused when a challenge went on by script to a page that is not there', () => {
    const [asked, next] = ['http://market.example/item/4711', 'http://market.example/next']
    const exchanges = [exchange(asked, 200, challenge), exchange(next, 404, 'not found')]
    const redirects = [{ url: asked, status: 0, location: next }]
    const page = { exchanges, redirects, final: next, status: 404, text: 'not found', dom: 'not found' }
    expect(settled(page)).toMatchObject({ state: 'refused', outcome: 'present', refusal: { kind: 'block' } })
  })

  it('is refused when it has no words, or only some of which nothing can be read', () => {
    expect(settled({ text: '' })).toMatchObject({ state: 'refused', refusal: { kind: 'error' } })
    expect(settled({ text: 'One moment, please: item 4711' })).toMatchObject({ state: 'refused' })
  })

  it('is partial when it is a page of words that our reader does not know', () => {
    const text = `Item 4711. ${words}`
    expect(settled({ text, dom: `<html><body>${text}</body></html>` })).toMatchObject({
      ...{ state: 'partial', why: [{ code: 'not-read' }], refusal: null },
    })
  })
})
