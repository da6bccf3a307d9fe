import { noticeReasonsOf, noticeReasonWords } from '../model/notice-reason.ts'
import type { Hit } from '../store/hits/hit-store.ts'
import type { Cell, Table } from './table.ts'

const column = (id: string, title: string, width: number, cell: (hit: Hit) => Cell | undefined) => ({
  ...{ id, title, width },
  cell: (hit: Hit): Cell => cell(hit) ?? null,
})
const money = (decimal: string | undefined): Cell => (decimal === undefined ? null : { decimal })

/** Hits as files of other programs hold them: DESIGN.md's words, names that stay (they are what others' programs read). */
export const hitsTable: Table<Hit> = {
  name: 'Hits',
  columns: [
    column('id', 'Hit', 12, ({ id }) => id),
    column('watch', 'Watch', 14, ({ watch }) => watch),
    column('brand', 'Brand', 14, ({ brand }) => brand),
    column('marketplace', 'Marketplace', 14, ({ listing }) => listing.marketplace),
    column('listing', 'Listing', 18, ({ listing }) => listing.id),
    column('title', 'Title', 60, ({ listing }) => listing.title),
    column('url', 'Address', 40, ({ listing }) => listing.url),
    column('price', 'Price', 12, ({ listing }) => money(listing.price?.amount)),
    column('priceMax', 'Price up to', 12, ({ listing }) => money(listing.price?.max)),
    column('currency', 'Currency', 9, ({ listing }) => listing.price?.currency),
    column('priceText', 'Price as printed', 18, ({ listing }) => listing.priceText),
    column('seller', 'Seller', 24, ({ listing }) => listing.seller?.name),
    column('sellerId', 'Seller id', 18, ({ listing }) => listing.seller?.id),
    column('sellerCountry', 'Seller’s country', 12, ({ listing }) => listing.seller?.country),
    column('condition', 'Condition', 14, ({ listing }) => listing.condition),
    column('shipsFrom', 'Ships from', 16, ({ listing }) => listing.shipsFrom ?? listing.location),
    // As on the card: one who is asked about a sample is not told that it lies below the line.
    column('score', 'Score', 8, ({ score, isSample, state }) =>
      isSample && state === 'open' ? null : Math.min(0.99, Math.max(0.01, Math.round(score * 100) / 100)),
    ),
    column('state', 'State', 10, ({ state }) => state),
    column('verdict', 'Verdict', 14, ({ verdict }) => verdict),
    column('decidedBy', 'Decided by', 16, ({ decidedBy }) => decidedBy),
    column('decidedAt', 'Decided (UTC)', 19, ({ decidedAt }) => decidedAt),
    column('foundAt', 'Found (UTC)', 19, ({ foundAt }) => foundAt),
    column('firstSeenAt', 'First seen (UTC)', 19, ({ firstSeenAt }) => firstSeenAt),
    column('lastSeenAt', 'Last seen (UTC)', 19, ({ lastSeenAt }) => lastSeenAt),
    column('goneAt', 'Gone (UTC)', 19, ({ goneAt }) => goneAt),
    column('reasons', 'Reasons', 80, ({ findings }) => findings.map(({ text }) => text).join('\n')),
    column('noticeReasons', 'What a notice could say', 40, ({ findings }) =>
      noticeReasonsOf(findings)
        .map((reason) => noticeReasonWords[reason])
        .join('\n'),
    ),
    column('pictures', 'Pictures', 9, ({ listing }) => listing.images.length),
    column('run', 'Run', 16, ({ run }) => run),
  ],
}
