/** Parameters that only say where a click came from. */
const tracking =
  /^(?:utm_|ref$|ref_|spm$|scm$|pvid$|gclid$|fbclid$|srsltid$|_trk|hash$|itmprp$|itmmeta$|click_|src$|aff|algo_|pdp_|sk$|variant_from)/i

/**
 * An address as it is kept: absolute, without fragment and tracking parameters. `null` for what is no web address.
 *
 * @param base what a relative address is relative to
 */
export function cleanUrl(url: string | undefined, base: string): string | null {
  if (url === undefined || url === '' || !URL.canParse(url, base)) return null
  const clean = new URL(url, base)
  if (clean.protocol !== 'https:' && clean.protocol !== 'http:') return null
  for (const name of [...clean.searchParams.keys()]) if (tracking.test(name)) clean.searchParams.delete(name)
  clean.hash = ''
  return clean.href
}

/** What addresses of one page are relative to. */
export type Place = {
  /** Its origin, without a slash: a path may follow. */
  root: string
  /** An address as the page writes it, made absolute; `null` for what is none. */
  absolute(written: string): string | null
}

/** Plain paths are put behind the root; all else is for `URL`, which for each card costs as much as reading its price. */
export function placeOf(pageUrl: string): Place {
  const root = new URL('/', pageUrl).href.slice(0, -1)
  return {
    root,
    absolute: (written) => {
      if (plainPath.test(written)) return root + written
      return URL.canParse(written, pageUrl) ? new URL(written, pageUrl).href : null
    },
  }
}

const plainPath = /^(?:\/[\w-]+)+(?:\.\w+)?$/

/** Absolute addresses of pictures, each once; what is relative to a saved page's folder, or data, is left out. */
export function pictureUrls(urls: readonly (string | undefined)[]): string[] {
  const absolute = urls.map((url) => (url?.startsWith('//') ? `https:${url}` : url))
  return [...new Set(absolute.filter((url) => url !== undefined && /^https?:\/\/[^/]+\//.test(url)))].filter(
    (url) => url !== undefined,
  )
}
