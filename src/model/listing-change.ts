/** Words that a marketplace puts before a title for a day or two (eBay's results pages, seen 2025-08 … 2026-01). */
const badges =
  /^(?:new listing|anuncio nuevo|neues angebot|nouvelle annonce|nuova inserzione|nieuwe aanbieding|nowa oferta|新規出品|全新刊登)\s*[:：]?\s+/iu

/** A title without the marketplace's own badge: the seller did not change it when the badge goes. */
export const titleWithoutBadge = (title: string): string => title.replace(badges, '')

/**
 * What identifies a picture among the hosts, sizes and formats that one marketplace serves it from and in: a results page
 * shows its first cards larger than its last, and its picture servers take turns.
 */
export function pictureIdentity(url: string): string {
  const [path = ''] = url.split(/[?#]/, 1)
  return path
    .replace(/^(?:https?:)?\/\/[^/]*/i, '')
    .replace(/\/s-l\d{2,4}\.\w{3,4}$/, '')
    .replace(/\._[A-Z0-9_,]{2,60}_\.(?=\w{3,4}$)/, '.')
    .replace(/(\.(?:jpe?g|png|webp|avif))_\d{2,4}x\d{2,4}[\w.]{0,40}$/i, '$1')
}
