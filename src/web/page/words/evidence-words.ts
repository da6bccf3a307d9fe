import type { ApiCapture, ApiCaptureState, ApiChanges, ApiHeadNotGiven, ApiLook } from '../../evidence-api.ts'
import { counted, number } from './counted.ts'

/** How long after something, in words: time-stamp authorities often count whole seconds. */
function after(ms: number): string {
  if (ms < 1_500) return 'within a second'
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s after it was seen`
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min after it was seen`
  return `${Math.round(ms / 3_600_000)} h after it was seen`
}

const states: Record<ApiCaptureState, string> = { complete: 'Complete', partial: 'Partial', refused: 'Not captured' }
const fields: Record<ApiChanges['fields'][number]['field'], string> = {
  ...{ title: 'Title', price: 'Price', seller: 'Seller', state: 'State', address: 'Address' },
}

/** Sentences about captures and how they are proved. */
export const evidenceWords = {
  title: 'Evidence',
  text: 'What was captured, how it is proved, and what happened to it.',
  none: 'Nothing has been captured yet',
  noneText: 'Press E on a card and then “Capture now”, or set MORGIANA_CAPTURE=on-verdict.',
  states,
  stateText: {
    complete: 'Everything that the page asked for came.',
    partial: 'It can be shown, with its gaps:',
    refused: 'The marketplace showed something else. It is kept as context, never as evidence of the listing.',
  } as Record<ApiCaptureState, string>,
  kinds: { listing: 'Listing', seller: 'Seller page', search: 'Results page' },
  gone: 'gone from its marketplace',
  deleted: 'Deleted under law: its hashes and its place in the log are left.',
  stamped: ({ stamp }: ApiCapture): string =>
    stamp
      ? `Stamped ${after(stamp.afterMs)} by ${stamp.tsa}${stamp.isLate ? ', late' : ''}`
      : 'Unstamped: no time-stamp authority has answered yet',
  logged: ({ entry, head }: ApiCapture): string =>
    head
      ? `entry ${number.format(entry)} of a log whose head of ${number.format(head.size)} entries was given out to ${head.givenTo.join(', ')}`
      : `entry ${number.format(entry)} of the log; no head that holds it was given out yet`,
  headNotGiven: ({ target, size, why, triedAgainAt }: ApiHeadNotGiven): string =>
    `The head of the log (${number.format(size)} entries) was not given to ${target}: ${why}. ${triedAgainAt === null ? 'It is not tried again by itself.' : 'It is tried again by itself.'}`,
  stampedShort: (at: string | null) => (at === null ? 'unstamped' : 'stamped'),
  entryShort: (entry: number) => `entry ${number.format(entry)}`,
  ofVerdict: 'Evidence',
  underWay: (when: string) => `Evidence is being taken, ordered ${when}`,
  failed: (why: string) => `Evidence could not be taken: ${why}`,
  notAllowed: (why: string) => `Evidence may not be taken: ${why}`,
  taken: (state: ApiCaptureState, when: string) => `Evidence was taken ${when}: ${states[state].toLowerCase()}`,
  noneOfHit: 'No evidence of this listing yet.',
  captureNow: 'Capture now',
  ordered: 'The capture is ordered; it takes some seconds.',
  open: 'Open evidence',
  openOne: (id: string) => `Open ${id}`,
  all: 'All evidence',
  picture: 'As it was seen',
  pictureAlt: (place: number) =>
    place === 0 ? 'The first screen as it was captured' : `The whole page, part ${place}`,
  firstScreen: 'First screen',
  wholePage: (part: number, of: number) => (of > 1 ? `Whole page, ${part} of ${of}` : 'Whole page'),
  zoom: 'Zoom',
  fit: 'Fit',
  larger: 'Larger',
  smaller: 'Smaller',
  replay: 'Stored page',
  replayText:
    'The page as it is stored, without scripts, in a frame that can load nothing. What it looked like is the picture; this is for reading and searching.',
  showReplay: 'Show the stored page',
  changes: 'What changed',
  compareWith: 'Compare with',
  noOthers: 'There is no other capture of this listing to compare with.',
  same: 'Nothing that is read, written or pictured changed.',
  before: 'Before',
  after: 'After',
  fields,
  nothingSaid: '(nothing)',
  moreLines: (count: number) => `${counted(count, 'line', 'lines')} as before`,
  gone_: 'Gone',
  new_: 'New',
  noBoxes: 'The pictures are of different widths and are not compared.',
  boxes: (count: number) =>
    count === 0
      ? 'The pictures are the same.'
      : `${counted(count, 'place', 'places')} of the picture changed, framed below.`,
  proof: 'Proof',
  facts: {
    ...{ asked: 'Asked for', final: 'Final address', redirects: 'Redirects', status: 'Answer', addresses: 'Servers' },
    ...{ by: 'Ordered by', onBehalfOf: 'On behalf of', purpose: 'Purpose', legalBasis: 'Legal basis', with: 'With' },
    ...{ requests: 'Requests', record: 'SHA-256 of the record', wacz: 'SHA-256 of the package' },
  },
  requests: ({ answered, failed, blocked }: NonNullable<ApiCapture['requests']>) =>
    `${answered} answered, ${failed} failed, ${blocked} blocked by our own rules`,
  looks: 'Seen twice',
  looksText:
    'The same page again, from a session of its own and through another proxy where this marketplace has several: what one visitor alone was shown is found so.',
  lookAgain: 'Capture it again from another session',
  look: ({ at, egress }: ApiLook, own: ApiCapture): string => {
    const seconds = Math.round(Math.abs(Date.parse(at) - Date.parse(own.at)) / 1_000)
    const when = `${counted(seconds, 'second', 'seconds')} ${at < own.at ? 'before' : 'after'} this one`
    const way = egress === null ? 'directly' : `through the proxy ${egress}`
    const isOther = egress !== own.egress
    const thisWay = own.egress === null ? 'directly' : `through ${own.egress}`
    return `Seen ${when}, ${way}, from a session of its own${isOther ? `; this one went ${thisWay}` : ', the same way as this one'}.`
  },
  sameRead: 'Both read the same: title, price, seller, state and address.',
  otherRead: 'What was read differs:',
  openLook: 'Open it',
  holdAgainst: 'Hold them against each other',
  verify: 'Verification',
  verifyText: 'Reads every part of this capture, its stamp and the whole log on this machine again.',
  verifyGo: 'Verify now',
  verifying: 'Verifying…',
  holds: 'It holds: every part is what was sealed and logged.',
  broken: (count: number) => `Broken: ${counted(count, 'fault', 'faults')}.`,
  custody: 'Custody',
  custodyNone: 'Nothing has happened to it since it was captured.',
  events: {
    ...{ accessed: 'Looked at', copied: 'Copied', exported: 'Exported', verified: 'Verified' },
    ...{ ordered: 'Ordered', paid: 'Paid', received: 'Received', photographed: 'Photographed', bagged: 'Bagged' },
    ...{ transferred: 'Handed over', examined: 'Examined', stored: 'Stored', disposed: 'Disposed of' },
    ...{ notified: 'Notice sent', answered: 'Answered' },
  } as Record<string, string>,
  event: 'Event',
  when: 'When',
  who: 'Who',
  why: 'Why',
  entry: 'Entry',
  export: 'Export a bundle',
  exportText:
    'A sealed bundle with everything that belongs to it, which the other side checks without us. That it was handed over is written into the log.',
  exportFor: 'What for',
  exportTo: 'Recipient (optional)',
  exportGo: 'Make the bundle',
  exporting: 'Making the bundle…',
  exported: (files: number) => `The bundle is sealed: ${counted(files, 'file', 'files')}.`,
  download: 'Download it',
  onlyLegal: 'Bundles are made by the role legal.',
} as const
