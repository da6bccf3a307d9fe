import type { CoverageRow, CoverageState } from './coverage.ts'
import type { BlockKind } from './outcome.ts'

/** What to do about a search that was not seen, in sentences for operators. */
const byState: Record<Exclude<CoverageState, 'blocked'>, string> = {
  planned: 'The run ended before its turn. The next run asks again.',
  searched: 'Results may have been hidden. Compare with the site by hand.',
  empty: 'The control search found nothing either, so results may be hidden. Compare with the site by hand.',
  changed: 'The site has a new layout that morgiana cannot read yet. Report it; other marketplaces go on.',
  refused: 'robots.txt or our own rules say no. An override needs a written reason (MORGIANA_ROBOTS_OVERRIDES).',
  'out-of-budget': 'Raise the watch’s budget of requests a day, or search fewer pages.',
  paused: 'The lane was paused when its turn came. It is searched in the next run after the lane resumes.',
  failed: 'It was tried several times. See the log for this run; the next run tries again.',
}

const slower =
  'Wait for the next probe, or slow the lane down with MORGIANA_RATES. Resume it when the site answers again.'
const instead = 'Ask by its API where there is one, or import what people save.'
const byBlock: Record<BlockKind, string> = {
  captcha: slower,
  'click-through': slower,
  'service-unavailable': 'The site is down for us or for all. The next probe asks again.',
  'redirected-to-home': slower,
  'js-challenge': `It is for browsers only: MORGIANA_BROWSER opens its pages in one. ${instead}`,
  'press-and-hold': slower,
  slider: slower,
  'login-wall': `It shows this to signed-in people only, and morgiana signs in nowhere. ${instead}`,
  cloudflare: `It lets browsers pass that prove themselves, which morgiana does not. ${instead}`,
  'rate-limited': slower,
  forbidden: `It refuses this address or this program; asking more slowly seldom helps. ${instead} Else ask its owner for leave, or ask from an address in the territory (MORGIANA_PROXIES).`,
}

/** What to do about a page that was not seen. */
export const gapAdvice = ({
  state,
  blockedBy,
}: Pick<CoverageRow, 'state'> & { blockedBy?: BlockKind | null }): string =>
  state === 'blocked' ? (blockedBy ? byBlock[blockedBy] : slower) : byState[state]
