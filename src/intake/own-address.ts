/** How far into a page its own address is looked for, and how long a tag may be that names it. */
const addressWithin = 400_000
const tagUnitsMax = 4_000

const savedFrom = /<!--\s{0,20}saved from url=\(\d{1,9}\)(https?:\/\/[^\s>]{1,2000})/i

/** The address that the browser wrote down when it saved the page. */
export const addressSavedFrom = (body: string): string | undefined => savedFrom.exec(body.slice(0, addressWithin))?.[1]

/** The addresses that a saved page gives itself, the surest first. Each tag is looked at once. */
export function ownAddresses(body: string): string[] {
  const head = body.slice(0, addressWithin)
  let canonical: string | undefined
  let graph: string | undefined
  for (let at = head.indexOf('<'); at >= 0; at = head.indexOf('<', at + 1)) {
    if (!isAbout(head, at)) continue
    const end = head.indexOf('>', at)
    if (end < 0) break
    if (end - at <= tagUnitsMax) {
      const tag = head.slice(at, end)
      if (canonical === undefined && attributeOf(tag, 'rel') === 'canonical')
        canonical = addressIn(attributeOf(tag, 'href'))
      if (graph === undefined && attributeOf(tag, 'property') === 'og:url')
        graph = addressIn(attributeOf(tag, 'content'))
    }
    at = end
  }
  return [addressSavedFrom(body), canonical, graph].filter((each) => each !== undefined)
}

const isAbout = (head: string, at: number): boolean => /^<(?:link|meta)[\s/]/i.test(head.slice(at, at + 6))

const attributes: Readonly<Record<'rel' | 'href' | 'property' | 'content', RegExp>> = {
  rel: /\srel=["']?([^"'\s>]{1,100})/i,
  href: /\shref=["']?([^"'\s>]{1,2000})/i,
  property: /\sproperty=["']?([^"'\s>]{1,100})/i,
  content: /\scontent=["']?([^"'\s>]{1,2000})/i,
}

function attributeOf(tag: string, name: keyof typeof attributes): string | undefined {
  const value = attributes[name].exec(tag)?.[1]
  return name === 'rel' || name === 'property' ? value?.toLowerCase() : value
}

const addressIn = (value: string | undefined): string | undefined =>
  value !== undefined && /^https?:\/\//i.test(value) ? value.replaceAll('&amp;', '&') : undefined
