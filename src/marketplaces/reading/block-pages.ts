import type { Territory } from '../../model/marketplace.ts'
import type { Blocked, BlockKind } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { addressSaid } from './block-addresses.ts'
import { answerSaid } from './block-answers.ts'
import { headersSaid, silenceSaid, statusSaid } from './block-headers.ts'
import { blockMarks, isOnlyScript } from './block-marks.ts'
import { blockRules } from './block-rules.ts'
import { blockSaid, plainWords, showsPrice } from './block-words.ts'
import { decodeEntities, showsMoreThan, visibleText } from './html-text.ts'

/** A page larger than this is told by its title, address and status only: block pages with little to say are small. */
const sayingBytesMax = 600_000
/** A page that shows more text than this is no block page, whatever sentence stands in it. */
const shownMax = 3_000
/** Titles are looked for this far into a page. */
const titleWithin = 400_000

/** Fewer letters than this are shown by pages that say nothing but that one is not let in. */
const wordsMax = 1_500
/** With a service's mark in its source, a page that shows more than this is no block page. */
const markShownMax = 700
/** Such pages are small; a large one that shows little is one that a browser has yet to build. */
const markBytesMax = 200_000

/**
 * The block page that came in place of an answer, `null` for any other page. Asked first by every reader: by its headers, its
 * address, its title, the marks of protection services in its source, its words, its cookies, its status. Cautious: a results page
 * with "captcha" in a script is none; a sentence or a mark counts only where little else is shown and nothing is offered.
 *
 * @param territories with these, a final address that is one of their home pages is "redirected-to-home"
 */
export function readBlock(page: Page, territories: readonly Territory[] = []): Blocked | null {
  const address = addressOf(page.url)
  const early = headersSaid(page) ?? (address && addressSaid(address))
  if (early) return blocked(early.by, early.said)
  if (address?.pathname === '/' && territories.some((each) => each.origin === address.origin)) {
    return blocked('redirected-to-home', `redirected to ${address.origin}/`)
  }
  const told = (isJson(page.body) ? answerSaid(page.body) : pageSaid(page)) ?? statusSaid(page)
  return told && blocked(told.by, told.said)
}

function pageSaid(page: Page): Told | null {
  const { body } = page
  const title = pageTitle(body)
  // Whether a page shows much is seen at a tenth of what looking for every mark costs, and rules all of them out.
  const saysLittle = body.length <= sayingBytesMax && !showsMoreThan(body, shownMax)
  const shown = saysLittle ? lazily(() => visibleText(body, shownMax + 1)) : () => ''
  for (const rule of blockRules) {
    if (rule.title) {
      if (rule.title.test(title)) return { by: rule.by, said: title }
    } else if (rule.mark && rule.shown && saysLittle && body.includes(rule.mark)) {
      const text = shown()
      const found = text !== '' && text.length <= shownMax ? rule.shown.exec(text) : null
      if (found) return { by: rule.by, said: (found[0].length > 3 ? found[0] : text).slice(0, 200) }
    }
  }
  if (!saysLittle || offersGoods(body, shown())) return null
  const byWords = wordsSaid(shown())
  return markSaid(body, shown(), byWords?.by) ?? byWords ?? (shown() === '' ? silent(page) : null)
}

/** A service's mark; which kind, its page's words say better where they ask for something that one does. */
function markSaid(body: string, shown: string, byWords: BlockKind | undefined): Told | null {
  if (body.length > markBytesMax || shown.length > markShownMax) return null
  const found = blockMarks.find(
    (each) => body.includes(each.mark) && (each.with === undefined || each.with.some((other) => body.includes(other))),
  )
  if (found === undefined) return null
  const isAsked = byWords !== undefined && askingKinds.has(byWords) && found.by !== 'cloudflare'
  const by = isAsked ? byWords : found.by
  return { by, said: `${found.service}: ${shown === '' ? found.mark : shown}`.slice(0, 200) }
}

/** Kinds that a page names by what it asks for. */
const askingKinds: ReadonlySet<BlockKind> = new Set(['press-and-hold', 'slider', 'captcha'])

function wordsSaid(shown: string): Told | null {
  if (shown === '' || shown.length > wordsMax) return null
  const text = plainWords(shown)
  return noneSaid.test(text) ? null : blockSaid(text)
}

/** Nothing found is another thing than not let in, even where a page asks to sign in beside it. */
const noneSaid =
  /\b(?:no|0) (?:results|matches|products|items|listings)|nothing (?:was )?found|keine (?:ergebnisse|treffer)|aucun résultat|sin resultados|nenhum resultado|nessun risultato|geen resultaten|ничего не найдено|見つかりません|没有找到|沒有找到|검색 결과가 없/u

/** A page without a word: by what came with it, else by being a script alone. */
function silent(page: Page): Told | null {
  const { body } = page
  if (body.length > markBytesMax || /<img\b/i.test(body)) return null
  const byCookie = body.includes('<script') ? silenceSaid(page) : null
  return byCookie ?? (isOnlyScript(body) ? { by: 'js-challenge', said: 'a script alone, that asks again' } : null)
}

/** Data of goods in a page that a browser has yet to build, or goods that it shows. */
function offersGoods(body: string, shown: string): boolean {
  if (
    /"@type"\s{0,5}:\s{0,5}"(?:https?:\/\/schema\.org\/)?(?:Product|ItemList|Offer)"|itemtype=["']?https?:\/\/schema\.org\/Product/i.test(
      body,
    )
  )
    return true
  return (body.match(/["_-]?price["_A-Z-]?/g) ?? []).length >= pricesMin || showsPrice(plainWords(shown))
}

/** A page whose source speaks of prices so often holds goods. */
const pricesMin = 6

/** The page's title with its spaces made one; "" without one. */
export function pageTitle(body: string): string {
  const found = /<title\b[^<>]{0,300}>([^<]{0,500})/i.exec(body.slice(0, titleWithin))
  return decodeEntities(found?.[1] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
}

type Told = { by: BlockKind; said: string }
const blocked = (by: BlockKind, said: string): Blocked => ({ kind: 'blocked', by, said })
/** Whether a body is JSON in place of a page. */
export const isJson = (body: string): boolean => /^\s*[[{]/.test(body.slice(0, 100))

function addressOf(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null
}

function lazily(make: () => string): () => string {
  let made: string | null = null
  return () => {
    made ??= make()
    return made
  }
}
