import type { CoverageState } from '../../../model/coverage.ts'
import type { Snapshot, Verdict } from '../../../model/hit.ts'
import type { BlockKind } from '../../../model/outcome.ts'
import type { Sort } from '../../../model/sort.ts'
import { card } from './card-words.ts'
import { counted, number } from './counted.ts'
import { group } from './group-words.ts'
import { leftOutWords } from './left-out.ts'
import { people } from './people.ts'

/** Every sentence of the page. Another language is another object of this shape. */
const verdicts: Record<Verdict, string> = {
  counterfeit: 'Counterfeit',
  allowed: 'Allowed',
  'not-our-product': 'Not our product',
  unsure: 'Unsure',
  watch: 'Watch',
}

const coverageStates: Record<CoverageState, string> = {
  planned: 'waiting',
  searched: 'searched',
  empty: 'no results',
  blocked: 'blocked',
  changed: 'layout changed',
  refused: 'not allowed',
  'out-of-budget': 'out of budget',
  paused: 'paused',
  failed: 'failed',
}

const sorts: Record<Sort, string> = {
  'best-match': 'best match',
  newest: 'newest first',
  'price-low': 'lowest price first',
  'price-high': 'highest price first',
}

const blockKinds: Record<BlockKind, string> = {
  captcha: 'asks for a captcha',
  'click-through': 'wants a click before it answers',
  'service-unavailable': 'says it is unavailable',
  'redirected-to-home': 'sends every search to its home page',
  'js-challenge': 'sends a script challenge',
  'press-and-hold': 'asks to press and hold a button',
  slider: 'asks to move a slider',
  'login-wall': 'wants a sign-in',
  cloudflare: 'answers with a Cloudflare check',
  'rate-limited': 'says we ask too often',
  forbidden: 'refuses to answer us (403)',
}

const fields: Record<keyof Snapshot, string> = { title: 'Title', price: 'Price', image: 'Picture', seller: 'Seller' }

const facts: Record<string, string> = {
  condition: 'Condition',
  location: 'Location',
  shipsFrom: 'Ships from',
  category: 'Category',
  availability: 'Availability',
}

/** Counting stops at a bound: then there are more than that, and a number that goes down would be made up. */
const countOf = (count: number, capped: boolean): string => `${number.format(count)}${capped ? '+' : ''}`

export const messages = {
  app: 'morgiana',
  skip: 'Skip to the content',
  screens: {
    ...{ review: 'Review', hits: 'Hits', evidence: 'Evidence', purchases: 'Purchases' },
    ...{ coverage: 'Coverage', users: 'Users' },
  },
  signOut: 'Sign out',
  keys: 'Keys',
  loading: 'Loading…',
  retry: 'Try again',
  dismiss: 'Dismiss',
  close: 'Close',
  cancel: 'Cancel',
  roles: { admin: 'Admin', legal: 'Legal', reviewer: 'Reviewer' },
  verdicts,
  shortVerdicts: { ...verdicts, 'not-our-product': 'Not ours' } as Record<Verdict, string>,
  coverageStates,
  blockKinds,
  fields,
  facts,

  waiting: (count: number) => `${counted(count, 'decision', 'decisions')} waiting to be sent`,
  waitingWhy: 'No connection to morgiana. They are kept here and sent when it is back.',
  notUndone: 'That decision cannot be taken back any more: somebody has decided it since.',
  nothingToUndo: 'Nothing to take back: this session has no decision left.',
  unsavedTitle: (count: number) => `${counted(count, 'decision was', 'decisions were')} not saved`,
  unsavedRead: 'I have read this',
  takenBy: (by: string) => `${by} has decided it, or holds it`,
  noLongerThere: 'it is no longer there',
  cutOffTitle: 'No connection to morgiana',
  cutOffText:
    'The cards that were yours are decided. Others are not shown until the connection is back: somebody else may have them. It is tried again by itself.',
  notBuilt: {
    a: 'Assigning (A) is not built yet.',
    s: 'Sellers (S) are not built yet: authorised sellers stand in the watchlist.',
    c: 'Cases (C) are not built yet.',
  },
  undone: (verdict: string, title: string, count: number) =>
    `Taken back: ${verdict}, “${title}”${count > 1 ? ` ${group.andOthers(count - 1)}` : ''}.`,

  ...people,
  notFoundTitle: 'There is nothing at this address',
  failedTitle: 'This could not be loaded',
  failedOffline: 'morgiana does not answer. It may be restarting; the page tries again by itself.',

  queue: 'Queue',
  countOf,
  toReview: (count: number, capped: boolean) => `${countOf(count, capped)} to review`,
  searchLabel: 'Search the open hits by title or seller',
  searchPlaceholder: 'Search title or seller',
  clearSearch: 'Clear the search',
  earlier: (count: number) => `${counted(count, 'card', 'cards')} before these`,
  heldBy: (name: string) => `${name} has this card`,
  filtered: 'Showing some of the open hits',
  showAll: 'Show all',

  ...card,
  ...group,

  firstRunTitle: 'The first run is under way',
  firstRunText: (ended: number, planned: number, listings: number) =>
    `Searched ${ended} of ${planned}, ${counted(listings, 'listing', 'listings')} so far. Hits appear here by themselves.`,
  noRunTitle: 'Nothing has been searched yet',
  noRunText: 'Hits appear here after the first run. Start one with morgiana scan WATCHLIST, or wait for the schedule.',
  doneTitle: 'All decided',
  doneWithOthers: (count: number) => `The last ${counted(count, 'card is', 'cards are')} with other reviewers.`,
  doneNothing: 'No hit is open.',
  doneFiltered: 'No open hit fits this search.',
  decidedCount: (count: number) => `You decided ${counted(count, 'hit', 'hits')} in this session`,
  notCovered: 'Not covered',
  allCovered: 'Everything that was planned has been seen.',
  coveredSome: (seen: number, planned: number) =>
    `${number.format(seen)} of ${counted(planned, 'search', 'searches')} seen`,
  seeCoverage: 'See what was missed and why',
  nextRun: 'Next run',
  noNextRun: 'None is scheduled. Start one with morgiana scan WATCHLIST.',

  outages: 'What cannot be used',
  outageNow: {
    database: 'The database cannot be used: workers wait, decisions stay here, nothing is lost.',
    queues: 'The queues cannot be used: no job is taken, nothing is lost.',
    vault: 'The vault takes no more pictures: listings are not visited until it does; searches go on.',
  },
  outageOver: {
    database: 'The database was away',
    queues: 'The queues were away',
    vault: 'The vault took no pictures',
  },
  outageSince: (when: string) => `Since ${when}.`,
  outageEnded: (when: string) => `It works again since ${when}.`,

  lanePaused: (name: string) => `${name} is paused`,
  laneBlocked: (name: string, how: string) => `${name} ${how}.`,
  laneProbe: (when: string) => `One search probes it ${when}.`,
  laneMore: (count: number) => `${counted(count, 'marketplace is', 'marketplaces are')} paused`,
  resume: 'Resume',
  resumeTitle: (name: string) => `Resume ${name}?`,
  resumeText: 'Its searches are sent again at once. If the site still refuses them, it is paused again.',
  resumed: (name: string) => `${name} goes on.`,

  hitsTitle: 'Hits',
  hitsCount: (count: number, capped: boolean) =>
    capped ? `${countOf(count, capped)} hits` : counted(count, 'hit', 'hits'),
  hitsEmpty: 'No hit fits these filters',
  hitsEmptyText: 'Take a filter away, or clear them all.',
  clearFilters: 'Clear filters',
  more: 'Show more',
  all: 'All',
  states: { open: 'Open', decided: 'Decided', withdrawn: 'Withdrawn' },
  state: 'State',
  marketplace: 'Marketplace',
  verdict: 'Verdict',
  anyVerdict: 'Any verdict',
  foundOn: 'Found on',
  score_: 'Score',
  scoreFrom: 'Score from',
  anyScore: 'Any score',
  price: 'Price',
  listing: 'Listing',
  reviewThese: 'Review these',
  openCard: (title: string) => `Open the card of ${title}`,

  coverageTitle: 'Coverage',
  coverageText: 'What was planned, what was seen, and what was not.',
  coverageNone: 'Nothing is watched yet',
  coverageNoneText: 'Write a watchlist and start morgiana with it: morgiana up WATCHLIST.',
  coverageNoRun: 'This watch has not run yet.',
  runUnderWay: 'under way',
  runEnded: (when: string) => `ended ${when}`,
  runStarted: (when: string) => `started ${when}`,
  inactive: 'not scheduled',
  planned: 'planned',
  seen: 'seen',
  missed: 'not seen',
  stillWaiting: 'waiting',
  listings: 'listings',
  hits: 'hits',
  unscored: (count: number) => `${counted(count, 'listing', 'listings')} not scored yet`,
  bySearch: 'By search',
  keyword: 'Keyword',
  pages: 'Pages',
  warnings: (count: number) => counted(count, 'warning', 'warnings'),
  ofCards: (count: number) => `of ${count.toLocaleString('en')} shown`,
  leftOut: leftOutWords,
  visitsMissedTitle: 'Not visited, and why',
  visitsMissed: (count: number) => `${counted(count, 'listing was', 'listings were')} not visited`,
  visitsDoubtedTitle: 'Visited, and to be doubted',
  visitsDoubted: (count: number) => counted(count, 'page of a listing', 'pages of listings'),
  visitStates: {
    visited: 'doubtful',
    blocked: 'blocked',
    changed: 'layout changed',
    refused: 'not allowed',
    paused: 'paused',
    failed: 'failed',
    'out-of-budget': 'out of budget',
  } as Record<string, string>,
  visited: 'visited',
  notVisited: 'not visited',
  lastImport: (listings: number, hits: number) =>
    `Last import: ${counted(listings, 'listing', 'listings')}, ${counted(hits, 'hit', 'hits')},`,
  importsTitle: 'Imports',
  gapsTitle: 'Not seen, and why',
  gapsMore: (count: number) => `and ${number.format(count)} more`,
  gapWhere: (keyword: string, sort: Sort, page: number) =>
    `“${keyword}”${sort === 'best-match' ? '' : `, ${sorts[sort]}`}, page ${page}`,
  sorts,
  todo: 'What to do',
  qualityTitle: 'Quality',
  qualityTable: 'Figures with their intervals',
  qualityText: 'With 95 % intervals.',
  precision: 'Hits that are counterfeit',
  agreement: 'Second looks that agree',
  kappa: 'Cohen’s kappa',
  recall: 'Counterfeits found',
  expectedPrecision: (line: string) => `Expected from ${line} on: hits right`,
  expectedRecall: 'Expected: copies found',
  expectedMissed: 'Expected: missed',
  baseRate: 'Copies among all listings',
  expectedBy: {
    decided: (count: number) => `by ${counted(count, 'decided hit', 'decided hits')}`,
    samples: (count: number) => `by ${counted(count, 'decided sample', 'decided samples')} from below the line`,
    evaluation: (count: number) => `by ${number.format(count)} labelled listings that are not of these watches`,
  },
  baseRateBy: {
    decided: (count: number) => `by what was decided, of ${counted(count, 'scored listing', 'scored listings')}`,
    hits: (count: number) => `by the share of hits among ${counted(count, 'scored listing', 'scored listings')}`,
    assumed: () => 'assumed: nothing has been scored yet',
  },
  measured: (date: string, source: string) => `Measured on ${date}: ${source}.`,
  ofScored: (count: number) => `of ${counted(count, 'scored listing', 'scored listings')}`,
  between: (value: string, low: string, high: string) => `${value} (${low} to ${high})`,
  ofDecided: (count: number) => `of ${count} decided hits`,
  noDecision: 'No hit has been decided yet.',
  ofPairs: (count: number) => `of ${count} hits that two people decided`,
  noSecondLook: (waiting: number) => `Nobody has looked a second time yet; ${waiting} wait for it.`,
  ofSamples: (decided: number, drawn: number, below: number) =>
    `${decided} of ${drawn} samples decided, drawn from ${below} listings below the line`,
  runsTitle: 'Runs',
  run: 'Run',
  started: 'Started',
  took: 'Took',
  trigger: 'Started by',
  triggers: { schedule: 'schedule', start: 'start', scan: 'scan', person: 'a person' } as Record<string, string>,
  runsNone: 'No run yet.',

  keysTitle: 'Keys',
  keyNames: {
    next: 'Next card',
    previous: 'Previous card',
    undo: 'Undo, back to the start of the session',
    open: 'Open the listing (asks first)',
    search: 'Search',
    help: 'This list',
    group: 'The hits that are decided together',
    pictures: 'Pictures and evidence',
    note: 'A note with the verdict',
    scroll: 'Scroll the card; Page Down, End and the arrows too',
  },
  keysOn: 'Single keys are on',
  keysHint: 'Turn them off if you dictate or type with another tool: buttons still work.',
} as const
