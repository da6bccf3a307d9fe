import { Parser } from 'htmlparser2'
import { escaped } from '../../model/escaped.ts'
import { type Inliner, inlinedCss } from './inlined-css.ts'
import type { SeenAnswer } from './seen-answers.ts'

/** The page whole, with its pictures and styles in it; `missing`: how many of them are not in the capture or too large. */
export type ReplayPage = { html: string; missing: number }

/** All that is put into the page; what comes after is left out and counted. In bytes before base64. */
const inlineBytesMax = 24 * 1024 * 1024

/** What runs, loads by itself, or leads away: none of it is shown. */
const dropped = new Set([
  'script',
  'iframe',
  'frame',
  'object',
  'embed',
  'base',
  'noscript',
  'template',
  'portal',
  'applet',
])
const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
/** Their text is no markup. */
const raw = new Set(['style', 'script', 'xmp', 'plaintext', 'noframes'])
const attributeName = /^[a-zA-Z_:][\w:.-]*$/

/**
 * A stored document as one that loads nothing and runs nothing: its own pictures and styles as data in it, scripts, frames
 * and links taken out. It is to be shown in a sandbox all the same.
 * @param base the address that its relative ones are relative to
 */
export function replayPage(dom: string, base: string, answers: ReadonlyMap<string, SeenAnswer>): ReplayPage {
  let [missing, room] = [0, inlineBytesMax]
  const out: string[] = ['<!doctype html>']
  let below = 0
  let style: { base: string; text: string } | null = null
  const find: Inliner = (address, from) => {
    const url = URL.canParse(address, from) ? new URL(address, from).href.split('#', 1)[0] : undefined
    const answer = url === undefined ? undefined : answers.get(url)
    if (!answer || url === undefined || answer.body.length > room) {
      missing++
      return null
    }
    room -= answer.body.length
    return { url, ...answer }
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (below > 0 || dropped.has(name)) {
          if (!empty.has(name)) below++
          return
        }
        if (name === 'link') {
          out.push(linkedStyle(attributes, base, find))
          return
        }
        if (name === 'meta' && 'http-equiv' in attributes) return
        if (name === 'style') {
          style = { base, text: '' }
          return
        }
        out.push(`<${name}${kept(name, attributes, base, find)}>`)
      },
      ontext(text) {
        if (style) style.text += text
        else if (below === 0) out.push(escaped(text))
      },
      onclosetag(name) {
        if (style && name === 'style') {
          out.push(styleElement(style.text, style.base, find))
          style = null
        } else if (below > 0) {
          if (!empty.has(name)) below--
        } else if (!empty.has(name) && !raw.has(name)) out.push(`</${name}>`)
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
  parser.end(dom)
  return { html: out.join(''), missing }
}

/** A style sheet cannot end its own element. */
const styleElement = (css: string, base: string, find: Inliner): string =>
  `<style>${inlinedCss(css, base, find).replaceAll('</', '<\\/')}</style>`

function linkedStyle({ rel = '', href }: Record<string, string>, base: string, find: Inliner): string {
  if (!/\bstylesheet\b/i.test(rel) || href === undefined) return ''
  const sheet = find(href, base)
  return sheet ? styleElement(sheet.body.toString('utf8'), sheet.url, find) : ''
}

const pictured = new Set(['img', 'input', 'source', 'video', 'image'])

function kept(name: string, attributes: Record<string, string>, base: string, find: Inliner): string {
  const said: string[] = []
  if (name === 'img' && attributes['srcset'] !== undefined) {
    const shown = loadedOf(attributes)
      .map((each) => picture('src', each, base, find))
      .find((each) => each !== '')
    const { src: _, srcset: __, ...others } = attributes
    return `${shown ?? ''}${kept(name, others, base, find)}`
  }
  for (const [attribute, value] of Object.entries(attributes)) {
    if (
      !attributeName.test(attribute) ||
      /^on|^(srcset|imagesrcset|ping|action|formaction|target|srcdoc)$/i.test(attribute)
    )
      continue
    const isAddress = /^(src|href|xlink:href|poster|background|data)$/i.test(attribute)
    const next = attribute === 'style' ? inlinedCss(value, base, find) : value
    if (!isAddress) said.push(` ${attribute}="${escaped(next)}"`)
    else if (pictured.has(name) && attribute !== 'data') said.push(picture(attribute, value, base, find))
    // A place in the same drawing; every other address would lead away.
    else if (value.startsWith('#')) said.push(` ${attribute}="${escaped(value)}"`)
  }
  return said.join('')
}

/** SVG among them: as a picture it runs nothing. */
const isPicture = (type: string): boolean => /^image\/[\w.+-]+$/.test(type)

/** A picture that stands in several sizes: the one that was loaded, which its `src` need not name. */
const loadedOf = ({ src, srcset = '' }: Record<string, string>): string[] => [
  ...(src === undefined ? [] : [src]),
  ...srcset.split(/,\s/).flatMap((each) => each.trim().split(' ', 1)),
]

function picture(attribute: string, value: string, base: string, find: Inliner): string {
  if (/^data:image\/[\w.+-]+[;,]/i.test(value)) return ` ${attribute}="${escaped(value)}"`
  const found = find(value, base)
  return found && isPicture(found.type)
    ? ` ${attribute}="data:${found.type};base64,${found.body.toString('base64')}"`
    : ''
}
