import { correction, generate } from 'lean-qr'
import { escaped } from '../../model/escaped.ts'
import { code128 } from './code-128.ts'

/** What a bag is labelled with. `event`: SHA-256 of the record that closed it, so that label and log hold each other. */
export type Label = {
  organisation: string
  purchase: string
  bag: string
  what: string
  sealedAt: string
  event: string
}

/** In tenths of a millimetre: a usual label of 100 × 60 mm. */
const [width, height] = [1_000, 600]
const qrSide = 330
const textMax = 46

/** The text of the QR code: what a scanner finds the purchase by, and what its entry can be held against. */
const labelCode = ({ purchase, bag, event }: Pick<Label, 'purchase' | 'bag' | 'event'>): string =>
  `morgiana purchase ${purchase} bag ${bag} sha256 ${event}`

/** A label to print: one SVG of 100 × 60 mm, black on white, everything foreign as text. @throws RangeError for a bag that Code 128 cannot hold */
export function labelSvg(label: Label): string {
  const { organisation, purchase, bag, what, sealedAt } = label
  const lines = [
    `<text x="40" y="80" font-size="40" font-weight="bold">${short(organisation)}</text>`,
    '<text x="40" y="122" font-size="28">Evidence: test purchase. Do not open.</text>',
    `<text x="40" y="180" font-size="34">${short(purchase)}</text>`,
    `<text x="40" y="225" font-size="26">${short(what)}</text>`,
    `<text x="40" y="262" font-size="26">sealed ${escaped(sealedAt)}</text>`,
    '<text x="40" y="330" font-size="26">opened by ____________________</text>',
    '<text x="40" y="375" font-size="26">on ________ new bag __________</text>',
    `<text x="${width / 2}" y="570" font-size="36" text-anchor="middle" font-family="monospace">${escaped(bag)}</text>`,
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="60mm" viewBox="0 0 ${width} ${height}" role="img"><title>Label of bag ${escaped(bag)}</title><rect width="${width}" height="${height}" fill="#fff"/><g fill="#000" font-family="sans-serif">${lines.join('')}${qr(labelCode(label))}${bars(bag)}</g></svg>\n`
}

/** Level M: 15 % of it may be torn or dirty. */
function qr(text: string): string {
  const code = generate(text, { minCorrectionLevel: correction.M })
  const module = qrSide / (code.size + 8)
  const squares: string[] = []
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) squares.push(`M${x} ${y}h1v1h-1z`)
  const [left, top] = [width - qrSide - 20 + 4 * module, 30 + 4 * module]
  return `<path transform="translate(${left} ${top}) scale(${module})" d="${squares.join('')}" shape-rendering="crispEdges"/>`
}

/** Ten modules of quiet on each side. */
function bars(text: string): string {
  const { bars: found, modules } = code128(text)
  const module = Math.min(6, (width - 40) / (modules + 20))
  const left = (width - modules * module) / 2
  return found
    .map(([at, wide]) => `<rect x="${left + at * module}" y="410" width="${wide * module}" height="120"/>`)
    .join('')
}

const short = (text: string): string => escaped(text.length > textMax ? `${text.slice(0, textMax - 1)}…` : text)
