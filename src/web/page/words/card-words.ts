import { noticeReasonWords } from '../../../model/notice-reason.ts'
import { counted, number } from './counted.ts'

/** Sentences of a card: what it shows, and what can be done with it. */
export const card = {
  score: (percent: number) => `${percent}% likely counterfeit`,
  toBeChecked: 'to be checked',
  sample: 'sample from below the line',
  noScore: '–',
  noPicture: 'No picture',
  noPictureYet: 'The picture is on its way: this listing’s page will be opened in this run',
  noPictureEver: 'This listing’s own page was not opened in this run, so no picture is on its way',
  pictureOf: (title: string, place: number, count: number) =>
    count === 1 ? `Picture of ${title}` : `Picture ${place} of ${count} of ${title}`,
  listingPicture: 'This listing',
  officialPicture: 'Official photo',
  morePictures: (count: number) => `${counted(count, 'more picture', 'more pictures')} on the marketplace, not fetched`,
  enlarge: (what: string) => `Enlarge: ${what}`,
  picturesTitle: 'Pictures',
  pictureAt: (place: number, count: number) => `${place} of ${count}`,
  nextPicture: 'Next picture',
  previousPicture: 'Previous picture',
  samePicture: (count: number, more: boolean) =>
    more
      ? `Same picture in more than ${count} other hits`
      : `Same picture in ${count === 1 ? 'another hit' : `${count} other hits`}`,
  // Findings of before colours were kept compare shapes alone: two colours of a shoe are as like as two photographs of one.
  likeShape: {
    official: (percent: number) => `Shape ${percent}% like your photo; colours are not compared`,
    fake: (percent: number) => `Shape ${percent}% like a known fake; colours are not compared`,
  },
  samePhoto: {
    official: (percent: number) => `The same photo as yours, ${percent}% alike, in the same colours`,
    fake: (percent: number) => `The same photo as a known fake, ${percent}% alike, in the same colours`,
  },
  sameShape: {
    official: (percent: number) => `The shape of your photo (${percent}%) in other colours: not the same photo`,
    fake: (percent: number) => `The shape of a known fake (${percent}%) in other colours: not the same photo`,
  },
  sameFile: { official: 'The same file as your photo', fake: 'The same file as a known fake' },
  hidden: (name: string) => `hidden character: ${name}`,
  noPrice: 'No price printed',
  unclearPrice: 'price not certain',
  official: (price: string) => `official ${price}`,
  officialOf: (product: string) => `Official price of ${product}`,
  ofOfficial: (share: string) => `${share} of official`,
  otherCurrency: 'in another currency',
  noOfficial: 'The watchlist has no official price',
  per: (per: string) => `per ${per}`,
  moq: (count: number) => `at least ${number.format(count)}`,
  seller: 'Seller',
  noSeller: 'No seller shown',
  sold: (count: number) => `${number.format(count)} sold`,
  rating: (rating: number, ratings: number | null) =>
    ratings === null ? `rated ${rating}` : `rated ${rating} by ${number.format(ratings)}`,
  reasons: 'Reasons',
  weightHint: 'Weight in log-odds: above 0 towards counterfeit, below 0 away from it',
  noticeReasons: (words: readonly string[]) => `A notice could rest on: ${words.join('; ')}.`,
  testBuyOnly: 'No reason for a notice by itself: price, seller or origin only ask for a test purchase.',
  noticeReasonWords,
  noReasons: 'This hit was scored without a reason that still stands.',
  description: 'Description',
  evidence: 'What was seen',
  firstSeen: 'First seen',
  lastSeen: 'Last seen',
  found: 'Found',
  listingId: 'Listing',
  matcher: 'Scored by',
  signals: 'Signals',
  details: 'Details',
  watch: 'Watch',
  gone: (when: string) => `Gone: the listing was not there any more ${when}`,
  changed: 'Changed since it was decided',
  decidedThen: (by: string, at: string, ago: string) => `decided by ${by} ${ago} (${at}), before it changed`,
  before: 'Before',
  after: 'After',
  decidedHere: (verdict: string) => `You decided: ${verdict}`,
  decidedBy: (verdict: string, by: string, when: string) => `${verdict}, decided by ${by} ${when}`,
  decidedStays: 'It comes back to the queue when its title, price, picture or seller changes.',
  openListing: 'Open listing',
  openTitle: (marketplace: string) => `Open this listing on ${marketplace}?`,
  openText:
    'It opens in a new tab and is not told where you came from, but the site sees your address and what your browser tells of you.',
  openGo: 'Open in a new tab',
  openHostTitle: (host: string) => `Open ${host}?`,
  openAnyway: 'Open it all the same',
  openRefused: 'This address is not opened',
  foreignHost: (host: string, marketplace: string) =>
    `This address leads to ${host}, which is not ${marketplace}’s. A listing’s address comes from whoever wrote it.`,
  refusedAddress: {
    'user-info':
      'It has a user name before its host, which makes it look like another site’s. It is shown as text only:',
    'no-address': 'It is no web address:',
  },
  undo: 'Undo',
  decide: 'Decide',
  cardSpoken: (title: string, price: string, score: string, reason: string) =>
    `${title}. ${price}. ${score}. ${reason}`,
} as const
