import { dice } from '../dice.ts'
import type { PictureSpec } from '../ware.ts'

/** What stands behind a product, and how it lies there. Sheets are 400 × 400. */
export function inScene(product: string, { scene, variant, what }: PictureSpec): string {
  const throws = dice(variant, 'scene', scene, what)
  switch (scene) {
    case 'studio':
      return `${studio}${shadow}${laid(product, variant === 0 ? 0 : throws.between(-4, 4), variant === 0 ? 0.94 : throws.between(0.78, 0.92), variant > 0 && throws.chance(0.5))}`
    case 'floor':
      return `${planks(throws.pick(woods))}${laid(product, throws.between(-16, 16), throws.between(0.72, 0.9), throws.chance(0.5), true)}${glare(throws.between(60, 340))}`
    case 'market':
      return `${gaudy(throws.pick(gaudyColours))}${laid(product, throws.between(-8, 4), throws.between(0.74, 0.86), throws.chance(0.4), true)}${burst(throws.pick(['#e1251b', '#ffb300', '#0a8f4f']))}`
    case 'pile':
      return `${planks(woods[1])}${laid(product, -18, 0.52, false, true, -64, -70)}${laid(product, 12, 0.52, true, true, 74, -44)}${laid(product, 4, 0.6, false, true, -30, 66)}${laid(product, -6, 0.46, true, true, 96, 92)}`
  }
}

const woods = ['#b98d5e', '#8f6b47', '#c9a67c', '#77706a'] as const
const gaudyColours = ['#ffd84d', '#ff8f6b', '#7fd1ff', '#b8f07a', '#f7a8d8'] as const

const studio =
  '<defs><radialGradient id="b" cx=".5" cy=".42" r=".75"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#e9eaec"/></radialGradient></defs><rect width="400" height="400" fill="url(#b)"/>'
const shadow =
  '<defs><radialGradient id="s"><stop offset="0" stop-color="#000" stop-opacity=".28"/><stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient></defs><ellipse cx="202" cy="308" rx="160" ry="22" fill="url(#s)"/>'

function laid(product: string, turn: number, size: number, flip: boolean, cast = false, dx = 0, dy = 0): string {
  const place = `translate(${200 + dx} ${200 + dy}) rotate(${turn.toFixed(1)}) scale(${flip ? -size : size} ${size}) translate(-200 -200)`
  const under = cast
    ? `<ellipse cx="${206 + dx}" cy="${200 + dy + 108 * size}" rx="${165 * size}" ry="${26 * size}" fill="#000" opacity=".22"/>`
    : ''
  return `${under}<g transform="${place}">${product}</g>`
}

function planks(wood: string): string {
  const boards = Array.from({ length: 7 }, (_, at) => {
    const y = at * 60 - 10
    return `<rect x="-40" y="${y}" width="480" height="58" fill="${wood}" opacity="${at % 2 ? 0.93 : 1}"/><path d="M${40 + at * 47} ${y}v58" stroke="#000" stroke-opacity=".25" stroke-width="2"/><path d="M-40 ${y + 18}q120 ${at % 2 ? 10 : -8} 240 0t240 2" stroke="#000" stroke-opacity=".07" stroke-width="3" fill="none"/>`
  })
  return `<rect width="400" height="400" fill="#3c2f22"/><g transform="rotate(-6 200 200)">${boards.join('')}</g>`
}

const glare = (x: number): string => `<path d="M${x} 0h60l-120 400h-60z" fill="#fff" opacity=".08"/>`

const gaudy = (colour: string): string =>
  `<rect width="400" height="400" fill="${colour}"/><path d="M0 400L400 0v400z" fill="#fff" opacity=".35"/><rect x="8" y="8" width="384" height="384" fill="none" stroke="#e1251b" stroke-width="10"/>`

function burst(colour: string): string {
  const points = Array.from({ length: 24 }, (_, at) => {
    const radius = at % 2 ? 34 : 46
    const angle = (at / 24) * 2 * Math.PI
    return `${(344 + radius * Math.cos(angle)).toFixed(1)},${(58 + radius * Math.sin(angle)).toFixed(1)}`
  })
  return `<polygon points="${points.join(' ')}" fill="${colour}"/><path d="M324 62l14 14 26-32" fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"/>`
}
