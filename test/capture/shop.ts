import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { picture } from '../evidence/made-capture.ts'

const title = 'Acme Trail Runner 1:1 mirror'
const product = (id: string): string =>
  JSON.stringify({
    ...{ '@context': 'https://schema.org', '@type': 'Product', name: title, sku: id, image: ['/p/1.png'] },
    offers: {
      '@type': 'Offer',
      price: '29.90',
      priceCurrency: 'USD',
      seller: { '@type': 'Organization', name: 'Harbour' },
    },
  })

/** A listing whose price comes by XHR and whose pictures load when they are looked at; `high` in CSS pixels. */
const listing = (id: string, high: number): string => `<!doctype html><html lang="en"><head><title>${title}</title>
<script type="application/ld+json">${product(id)}</script></head><body><h1>${title}</h1><p>Price: <span id="p">loading</span></p>
<p>${'A shoe of a quality that nobody would tell from the other. '.repeat(20)}</p>
${[1, 2, 3].map((n) => `<div style="height:${Math.floor(high / 3)}px"><img loading="lazy" src="/p/${n}.png" width="300" height="200"></div>`).join('')}
<script>fetch('/price.json').then((r) => r.json()).then((j) => { document.getElementById('p').textContent = j.price })</script></body></html>`

const pages: Readonly<Record<string, string>> = {
  '/block':
    '<html><head><title>Robot check</title></head><body><h1>Are you a robot?</h1><p>Solve the captcha.</p></body></html>',
  '/consent':
    '<html><head><title>Cookies</title></head><body><h1>Before you continue</h1><button>Accept all cookies</button></body></html>',
}

/** A shop on loopback: redirects, gzip, lazy pictures, a price by XHR, a block page, a consent wall. */
export async function openShop() {
  const image = await picture(300, 200)
  const server = createServer(({ url = '' }, response) => {
    const html = { 'content-type': 'text/html; charset=utf-8', 'set-cookie': ['a=1', 'b=2'] }
    if (url === '/go') response.writeHead(302, { location: '/item/T-4711' }).end()
    else if (url.startsWith('/item/'))
      response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync(listing('T-4711', 2_400)))
    else if (url.startsWith('/p/')) response.writeHead(200, { 'content-type': 'image/png' }).end(image)
    else if (url === '/price.json')
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"price":"$29.90"}')
    else response.writeHead(pages[url] ? 200 : 404, html).end(pages[url] ?? '')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}
