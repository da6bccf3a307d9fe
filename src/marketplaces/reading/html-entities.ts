import { Parser } from 'htmlparser2'

/** Entities that mean the same in a text and in an attribute, whatever follows: nearly all that pages use. */
const common: readonly (readonly [entity: string, character: string])[] = [
  ['&amp;', '&'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&nbsp;', '\u00a0'],
  ['&#34;', '"'],
  ['&#x27;', "'"],
  ['&#47;', '/'],
  ['&#x2F;', '/'],
]

/** A text between tags with its entities as characters, as browsers read them. */
export const decodeText = (text: string): string => decode(text, textByParser)

/** An attribute's value with its entities as characters: there, "&copy=1" is none. */
export const decodeAttribute = (value: string): string => decode(value, attributeByParser)

function decode(text: string, byParser: (text: string) => string): string {
  const first = text.indexOf('&')
  if (first < 0) return text
  let at = first
  while (at >= 0 && text.startsWith('amp;', at + 1)) at = text.indexOf('&', at + 5)
  // Addresses have nothing else.
  if (at < 0) return text.replaceAll('&amp;', '&')
  let plain = ''
  let from = 0
  for (at = first; at >= 0; at = text.indexOf('&', from)) {
    const place = at
    const found = common.find(([entity]) => text.startsWith(entity, place))
    // One of the two thousand others, or none: that is the parser's business.
    if (!found) return byParser(text)
    plain += text.slice(from, at) + found[1]
    from = at + found[0].length
  }
  return plain + text.slice(from)
}

// One parser each, begun anew for every text: making one costs more than most texts do.
let decoded = ''
const texts = new Parser({
  ontext: (piece) => {
    decoded += piece
  },
})
const attributes = new Parser({
  onattribute: (_, value) => {
    decoded = value
  },
})

function textByParser(text: string): string {
  decoded = ''
  texts.parseComplete(text.replaceAll('<', '&lt;'))
  return decoded
}

function attributeByParser(value: string): string {
  decoded = ''
  attributes.parseComplete(`<a v="${value.replaceAll('"', '&quot;')}">`)
  return decoded
}
