import type { Territory } from '../model/marketplace.ts'
import type { Page } from '../model/page.ts'

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
  for (const pattern of ownAddress) {
    const own = byOrigin(withScheme(pattern.exec(head)?.[1] ?? ''), territories)
    if (own) return own
  }
  return mostLinked(head, territories) ?? territories[0]
}

const ownAddress = [
  /<link\b[^>]{0,200}rel=["']?canonical["']?[^>]{0,200}?href=["']?(https?:\/\/[^"'\s>]+)/i,
  /<link\b[^>]{0,200}href=["']?(https?:\/\/[^"'\s>]+)["']?[^>]{0,200}?rel=["']?canonical/i,
  /<meta\b[^>]{0,200}property=["']?og:url["']?[^>]{0,200}?content=["']?(https?:\/\/[^"'\s>]+)/i,
  /\bue_sn\s*=\s*['"](www\.amazon\.[a-z.]+)['"]/,
  /saved from url=\(\d+\)(https?:\/\/[^\s]+)/i,
]

const withScheme = (address: string): string => (/^https?:/.test(address) ? address : `https://${address}`)

function byOrigin(url: string, territories: readonly Territory[]): Territory | undefined {
  if (!URL.canParse(url)) return undefined
  const host = new URL(url).host
  return territories.find((each) => new URL(each.origin).host === host)
}

function mostLinked(text: string, territories: readonly Territory[]): Territory | undefined {
  const counts = new Map<string, number>()
  for (const [, host = ''] of text.matchAll(/(?:https?:)?\\?\/\\?\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi))
    counts.set(host, (counts.get(host) ?? 0) + 1)
  const of = (each: Territory): number => counts.get(new URL(each.origin).host) ?? 0
  const [most] = [...territories].sort((a, b) => of(b) - of(a))
  return most && of(most) > 0 ? most : undefined
}
