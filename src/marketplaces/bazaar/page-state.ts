import { type Blocked, type BlockKind, blockKinds, type Changed } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed } from '../judge.ts'
import { readBlock } from '../reading/block-pages.ts'
import { bazaarTerritories } from './territories.ts'

/** The market's own block pages name their kind (2026-11). */
const gate = /<form class="bz-gate" data-gate="([a-z-]{1,40})"[^<>]{0,300}>\s{0,20}<h4>([^<]{0,300})/
const home = '<meta name="bz-page" content="home">'

/** What stands in place of an answer; `null` for a page that is to be read. */
export function readBazaarBlock(page: Page): Blocked | null {
  const [, kind = '', said = ''] = gate.exec(page.body) ?? []
  if (kind !== '') return { kind: 'blocked', by: asBlockKind(kind), said }
  if (page.status < 400 && page.body.includes(home)) {
    return { kind: 'blocked', by: 'redirected-to-home', said: `redirected to ${page.url}` }
  }
  return readBlock(page, bazaarTerritories)
}

/** A gate of a kind that has no name of its own is one more puzzle for people. */
const asBlockKind = (kind: string): BlockKind => blockKinds.find((known) => known === kind) ?? 'captcha'

/** Letters that the search form carries along (2026-11): they come out as others when the page was decoded wrong. */
const check = /<input type="hidden" name="utf8" value="([^"]{0,60})">/
const checkLetters = /^Ж(?:ñ|&#241;)(?:山|&#23665;)$/

/** Why a page cannot be trusted as a whole: its end is missing, or its letters are not those that were sent. */
export function readBazaarDamage(page: Page): Changed | null {
  if (!page.body.trimEnd().endsWith('</html>'))
    return changed(`the page ends in the middle, after ${page.body.length} characters`)
  const letters = check.exec(page.body)?.[1]
  if (letters === undefined) return changed('the search form is not where it was')
  return checkLetters.test(letters)
    ? null
    : changed('the page was decoded with the wrong charset: its letters are garbled')
}
