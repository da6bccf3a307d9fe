/** What the parser and the reader of cards need to know of an element by its name. */
export type ElementKind = {
  name: string
  /** Has no content and no end. */
  isVoid: boolean
  /** Open elements of these names end where this one begins. */
  ends: ReadonlySet<string> | null
  /** Its content is text up to its own end tag; with entities or without. */
  raw: 'text' | 'entities' | null
  /** Within it "/>" ends an element (true) or does so no more (false). */
  foreign: boolean | null
  /** Stands on a line of its own: its neighbours' words are not one word. */
  breaks: boolean
}

const words = (text: string): string[] => text.split(' ')

const voids = words(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr',
)
const raws = words('script style textarea xmp')
const integration = words('mi mo mn ms mtext annotation-xml foreignobject desc title')
const breaking = words('div p br li h1 h2 h3 tr td section')
const forms = 'input option optgroup select button datalist textarea'
/** Which open elements a tag ends, as htmlparser2 has it: it is the judge of the parser that uses this. */
const endings: readonly (readonly [by: string, ended: string])[] = [
  ['tr', 'tr th td'],
  ['th', 'th'],
  ['td', 'thead th td'],
  ['body', 'head link script'],
  ['li', 'li'],
  ['select input output button datalist textarea', forms],
  ['option', 'option'],
  ['optgroup', 'optgroup option'],
  ['dd dt', 'dd dt'],
  ['rt rp', 'rt rp'],
  ['tbody tfoot', 'thead tbody'],
  [
    'p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form header hr ' +
      'main nav ol pre section table ul',
    'p',
  ],
]
const ends = new Map(
  endings.flatMap(([by, ended]) =>
    words(by).map((name): [string, ReadonlySet<string>] => [name, new Set(words(ended))]),
  ),
)

const kindNamed = (name: string): ElementKind => ({
  name,
  isVoid: voids.includes(name),
  ends: ends.get(name) ?? null,
  raw: name === 'title' ? 'entities' : raws.includes(name) ? 'text' : null,
  foreign: name === 'svg' || name === 'math' ? true : integration.includes(name) ? false : null,
  breaks: breaking.includes(name),
})

const plain = words(
  'html head a b i em strong small span label u s del ins button ul time noscript iframe center font picture video',
)
const known = new Map(
  [...voids, ...raws, ...integration, ...breaking, ...ends.keys(), ...plain, 'svg', 'math'].map((name) => [
    name,
    kindNamed(name),
  ]),
)

/** @param written a tag's name as the page writes it */
export function kindOf(written: string): ElementKind {
  return known.get(written) ?? known.get(written.toLowerCase()) ?? kindNamed(written.toLowerCase())
}
