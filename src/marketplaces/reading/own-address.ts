import type { Page } from '../../model/page.ts'
import { cleanUrl } from '../listing-urls.ts'
import { pageReader } from './card-stream.ts'

const readAddresses = pageReader({
  canonical: 'link[rel=canonical], link[rel="canonical"]',
  url: 'meta[property="og:url"], meta[name="og:url"], meta[itemprop=url]',
  base: 'base[href]',
  alternate: 'link[rel=alternate]',
})

/**
 * Where a page says that it stands: its canonical address, Open Graph's, what a browser wrote into a saved page; the address it
 * came from when that is one of the web. `null` for a saved page that does not say: a file's name is no address.
 */
export function ownAddressOf(page: Page): string | null {
  const fields = readAddresses(page.body.slice(0, 400_000))
  const base = cleanUrl(fields.base[0]?.attributes['href'], page.url) ?? (isWeb(page.url) ? page.url : undefined)
  const saved = /saved from url=\(\d{1,6}\)(https?:\/\/[^\s"'<>]{1,2000})/i.exec(page.body.slice(0, 5_000))?.[1]
  const named = [
    fields.canonical[0]?.attributes['href'],
    fields.url[0]?.attributes['content'],
    saved,
    fields.alternate.find((each) => each.attributes['hreflang'] !== undefined)?.attributes['href'],
  ]
  const found = named.map((each) => absolute(each, base)).filter((each) => each !== null)
  // A shop that names its home page everywhere says nothing of this one.
  return (
    found.find((each) => new URL(each).pathname !== '/') ??
    (isWeb(page.url) ? cleanUrl(page.url, page.url) : null) ??
    found[0] ??
    null
  )
}

/** An address that is absolute already, or can be made so by where the page stands. */
const absolute = (written: string | undefined, base: string | undefined): string | null =>
  written === undefined || written === '' ? null : cleanUrl(written, base ?? 'about:blank')

const isWeb = (url: string): boolean => /^https?:/i.test(url)
