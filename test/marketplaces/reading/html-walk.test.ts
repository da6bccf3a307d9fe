import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../src/marketplaces/reading/html-entities.ts'
import { walkHtml } from '../../../src/marketplaces/reading/html-walk.ts'

type Seen = [what: 'open' | 'close' | 'text', said: string, attributes?: object]

/** Notes what is seen; neighbouring texts made one, and those in scripts left out: the walk passes over them. */
function notes() {
  const seen: Seen[] = []
  let scripts = 0
  return {
    seen,
    open: (name: string, attributes: object) => {
      if (name === 'script') scripts += 1
      seen.push(['open', name, attributes])
    },
    text: (text: string) => {
      const last = seen.at(-1)
      if (scripts > 0) return
      if (last?.[0] === 'text') last[1] += text
      else seen.push(['text', text])
    },
    close: (name: string) => {
      if (name === 'script') scripts -= 1
      seen.push(['close', name])
    },
  }
}

function walked(html: string): Seen[] {
  const { seen, open, text, close } = notes()
  walkHtml(html, {
    open: (tag) => open(tag.name, tag.attributes),
    text: (from, end, entities) => text(entities ? decodeText(html.slice(from, end)) : html.slice(from, end)),
    close: ({ name }) => close(name),
    done: () => false,
  })
  return seen
}

function judged(html: string): Seen[] {
  const { seen, open, text, close } = notes()
  new Parser({ onopentag: open, ontext: text, onclosetag: close }).end(html)
  return seen
}

const elements = (seen: Seen[]): Seen[] => seen.filter(([what]) => what !== 'text')

const names = fc.constantFrom(
  ...'a p b div li ul ol tr td th table tbody span h1 br img input option select dd dt rt body html style textarea xmp SCRIPT Div customElement x:y'.split(
    ' ',
  ),
)
const space = fc.constantFrom('', ' ', '\n', '\t ', '  ')
const value = fc.constantFrom(
  '',
  'x',
  'a b',
  '&amp;',
  '&copy=1',
  '&copy;',
  '&#39;',
  '&#150;',
  '&',
  'é>',
  '</b>',
  '/',
  "it's",
)
const attribute = fc
  .tuple(fc.constantFrom('class', 'ID', 'data-x', 'href', '=', '"', "'", 'a=b', 'é'), fc.nat(4), space, value, space)
  .map(([name, form, before, text, after]) =>
    form === 0
      ? name
      : form === 1
        ? `${name}${before}=${after}"${text}"`
        : form === 2
          ? `${name}${before}=${after}'${text.replaceAll("'", '')}'`
          : `${name}${before}=${after}${text}`,
  )
const startTag = fc
  .tuple(names, fc.array(attribute, { maxLength: 4 }), space, fc.constantFrom('>', '/>', ' / >', '>'))
  .map(([name, attributes, gap, end]) => `<${[name, ...attributes].join(' ')}${gap}${end}`)
const endTag = fc
  .tuple(names, space, fc.constantFrom('', 'x', '/'))
  .map(([name, gap, more]) => `</${name}${gap}${gap && more}>`)
const text = fc.constantFrom(
  ...[
    'text',
    ' ',
    '&amp;',
    '&lt',
    '&eacute;',
    '&notit;',
    '&#x1f600;',
    '&#0;',
    '&',
    '&;',
    '<',
    '< ',
    '</',
    '</>',
    '>',
    '"',
    '😀',
    '\0',
    '-->',
  ],
)
const aside = fc.constantFrom(
  '<!-- a <b> -->',
  '<!-->',
  '<!--->',
  '<!doctype html>',
  '<!x>',
  '<!->x>',
  '<![CDATA[ <i> ]]>',
  '<?php ?>',
  '</ p>',
  '</!x>',
  '<![x>',
)
const page = fc
  .array(fc.oneof(startTag, startTag, endTag, text, aside), { maxLength: 40 })
  .map((parts) => parts.join(''))
/** Ends whatever may be open, since what is cut off by a page's end is not seen alike. */
const closed = (html: string): string => `${html} >"> '> --> ]]> </style></textarea></xmp></script><i>`

describe('a walk through a page', () => {
  it('sees the elements, attributes and texts that htmlparser2 sees, however broken the page is', () => {
    fc.assert(
      fc.property(page, (broken) => {
        const html = closed(broken)
        expect(walked(html)).toEqual(judged(html))
      }),
      { numRuns: 3_000 },
    )
  })

  it('decodes the entities of a title, in which there are no tags', () => {
    expect(walked('<title>A &amp; <b>&eacute;</title><i>')).toEqual([
      ['open', 'title', {}],
      ['text', 'A & <b>é'],
      ['close', 'title'],
      ['open', 'i', {}],
      ['close', 'i'],
    ])
  })

  it('passes over a tag that is cut off by the end', () => {
    expect(elements(walked('<p>1<a href="x'))).toEqual([
      ['open', 'p', {}],
      ['close', 'p'],
    ])
  })

  it.each([
    ['a script', '<p>1<script>"<b>" </SCRIPTx> </Script ><i>2', 'p script /script i /i /p'],
    ['a drawing', '<p><svg><title>x</title><path/></svg><i>2', 'p svg /svg i /i /p'],
    ['a drawing without an end', '<svg><b>1', 'svg b /b /svg'],
    ['a comment', '<p><!-- <b> <script> --><i>2', 'p i /i /p'],
    ['a script without an end', '<p><script><b>', 'p script /script /p'],
  ])('passes over what %s holds', (_, html, said) => {
    expect(
      elements(walked(html))
        .map(([what, name]) => (what === 'open' ? name : `/${name}`))
        .join(' '),
    ).toBe(said)
  })

  it.each([
    ['end tags of nothing', `${'<x>'.repeat(900)}${'</y>'.repeat(200_000)}`],
    ['comments that do not end', '<!-- '.repeat(200_000)],
    ['quotes that do not end', '<a b="'.repeat(200_000)],
    ['attributes', `<a ${'b=1 '.repeat(200_000)}>`],
    ['scripts that do not end', '<script>'.repeat(200_000)],
    ['half end tags in a script', `<script>${'</'.repeat(200_000)}`],
    ['drawings that do not end', '<svg>'.repeat(200_000)],
    ['drawings that end far behind', `${'<svg>'.repeat(200_000)}${' '.repeat(2_000_000)}</svg>`],
    ['attributes before an entity', `<a ${'b=1 '.repeat(2_000_000)}c="&amp;">`],
    ['brackets', '<'.repeat(400_000)],
    ['entities', '&amp'.repeat(200_000)],
  ])('goes through hundreds of thousands of %s', (_, html) => {
    // The runner's time limit is the judge: what is looked at again and again takes minutes.
    expect(walked(`<p>${html}`)[0]).toEqual(['open', 'p', {}])
  })
})
