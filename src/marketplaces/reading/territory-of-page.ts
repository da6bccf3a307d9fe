import type { Territory } from '../../model/marketplace.ts'
import type { Page } from '../../model/page.ts'

/** How far into a page its own address is looked for. */
const addressWithin = 400_000

/**
 * The territory whose page this is: by its address, or, when it was served from elsewhere (saved pages, the demo), by
 * the address that it gives itself, or the site that it links to most. The default territory when nothing tells.
 */
export function territoryOfPage(page: Page, territories: readonly [Territory, ...Territory[]]): Territory {
  const byUrl = byOrigin(page.url, territories)
  if (byUrl) return byUrl
  const head = page.body.slice(0, addressWithin)
  for (const own of ownAddress) {
    const found = byOrigin(ownAddressIn(head, own), territories)
    if (found) return found
  }
  return mostLinked(head, territories) ?? territories[0]
}

/** The language that a page says it is in, as a BCP 47 tag. */
export const languageOf = (body: string): string | undefined =>
  /<html\b[^<>]{0,3000}?\blang=["']?([a-z]{2,3}(?:[-_][a-z]{2,4})?)\b/i.exec(body.slice(0, 6_000))?.[1]

/** How a page names its own address: a mark, and the address within so many characters around it. */
const ownAddress = [
  { mark: 'canonical', pattern: /<link\b[^<>]{0,600}?href=\\?["']?(https?:\/\/[^"'\\\s<>]{1,600})/i },
  { mark: 'og:url', pattern: /content=["']?(?:https?:)?(\/\/[^"'\s>]{1,600})/i },
  { mark: 'ue_sn', pattern: /ue_sn\s{0,5}=\s{0,5}['"](www\.amazon\.[a-z.]{2,10})['"]/ },
  { mark: 'saved from url=', pattern: /url=\(\d{1,6}\)(https?:\/\/\S{1,2000})/ },
] as const
const around = 300

function ownAddressIn(head: string, { mark, pattern }: (typeof ownAddress)[number]): string {
  const found = head.indexOf(mark)
  if (found < 0) return ''
  const from = Math.max(head.lastIndexOf('<', found), found - around)
  return withScheme(pattern.exec(head.slice(from, found + around))?.[1] ?? '')
}

const withScheme = (address: string): string =>
  /^https?:/.test(address) ? address : `https://${address.replace(/^\/\//, '')}`

function byOrigin(url: string, territories: readonly Territory[]): Territory | undefined {
  if (!URL.canParse(url)) return undefined
  const host = new URL(url).host
  return territories.find((each) => new URL(each.origin).host === host)
}

function mostLinked(text: string, territories: readonly Territory[]): Territory | undefined {
  const counts = new Map<string, number>()
  for (const [, host = ''] of text.matchAll(/\\?\/\\?\/([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})/gi))
    counts.set(host, (counts.get(host) ?? 0) + 1)
  const of = (each: Territory): number => counts.get(new URL(each.origin).host) ?? 0
  const [most] = [...territories].sort((a, b) => of(b) - of(a))
  return most && of(most) > 0 ? most : undefined
}
