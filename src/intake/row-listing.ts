import { marketplaceIds } from '../marketplaces/registry.ts'
import { suggestion } from '../model/did-you-mean.ts'
import type { Listing } from '../model/listing.ts'
import type { Price } from '../model/money.ts'
import { readPrice } from '../model/money-reader.ts'
import { isCurrency } from '../model/money-symbols.ts'
import type { Header } from './header.ts'
import type { Asked, Mistake, SourceFile } from './intake.ts'
import { isMarketplaceName, listingIdOf, marketplaceOfUrl, webAddress } from './listing-address.ts'
import { type Cell, cellsOf, type RowCells } from './row-cells.ts'

const idUnitsMax = 300
const imagesMax = 50

/**
 * One row of a table as a listing, or everything that is wrong in it.
 * @param row from 1, as it stands in the file
 */
export function readRow(
  file: SourceFile,
  row: number,
  given: readonly Cell[],
  header: Header,
  asked: Asked,
): Listing | Mistake[] {
  const cells = cellsOf(file, row, given, header)
  if (cells.mistakes.length > 0) return cells.mistakes
  const url = cells.address('url')
  const marketplace = marketplaceIn(cells, url, asked)
  const id = idIn(cells, marketplace, url)
  const title = cells.text('title')
  if (title === undefined) cells.wrong('title', 'the cell is empty')
  const price = priceIn(cells, asked)
  const images = imagesIn(cells)
  const seller = present({
    id: cells.text('seller-id'),
    name: cells.text('seller'),
    url: cells.address('seller-url'),
    country: cells.text('seller-country'),
  })
  const more = moreIn(cells)
  if (cells.mistakes.length > 0 || !title || !id || !marketplace) return cells.mistakes
  return {
    marketplace,
    id,
    url: url ?? '',
    title,
    ...price,
    seller: Object.keys(seller).length > 0 ? seller : null,
    images,
    ...more,
  }
}

const moreIn = (cells: RowCells) =>
  present({
    location: cells.text('location'),
    shipsFrom: cells.text('ships-from'),
    condition: cells.text('condition'),
    description: cells.text('description'),
    category: cells.text('category'),
    availability: cells.text('availability'),
    sold: cells.count('sold'),
    rating: cells.decimal('rating'),
    ratings: cells.count('ratings'),
  })

/** What the row's own column says, else what was asked, else whose address it is. */
function marketplaceIn(cells: RowCells, url: string | undefined, asked: Asked): string | null {
  const said = cells.text('marketplace')?.toLowerCase()
  if (said !== undefined) {
    const name = said.replace(/[\s_]+/g, '-')
    if (isMarketplaceName(name)) return name
    cells.wrong(
      'marketplace',
      `"${said.slice(0, 60)}" is not the id of a marketplace${suggestion(said, marketplaceIds)}`,
    )
    return null
  }
  const found = asked.marketplace ?? (url === undefined ? null : marketplaceOfUrl(url))
  if (found === null && (url !== undefined || cells.text('url') === undefined)) {
    cells.wrong('url', 'no marketplace that is known has this address: name it with --marketplace')
  }
  return found
}

function idIn(cells: RowCells, marketplace: string | null, url: string | undefined): string | null {
  const id = cells.text('id') ?? (url === undefined ? undefined : listingIdOf(marketplace ?? '', url))
  if (id === undefined) {
    // A url that cannot be read was told already.
    if (cells.text('url') === undefined) cells.wrong('id', 'neither an id nor a url')
    return null
  }
  if (isWorn(id, cells.cell('id')?.isNumber ?? false)) {
    cells.wrong(
      'id',
      `"${id.slice(0, 40)}" has lost digits, since a spreadsheet keeps ${digitsKept}: make the column text, and fill it again`,
    )
    return null
  }
  if (id.length <= idUnitsMax) return id
  cells.wrong('id', `${id.length} characters, more than ${idUnitsMax}`)
  return null
}

/** Digits of a number that a spreadsheet keeps; of more it makes zeros, or writes "1.005E+15". */
const digitsKept = 15
const isWorn = (id: string, isNumber: boolean): boolean =>
  /^\d[.,]\d+E\+\d+$/i.test(id) ||
  (isNumber && (id.length > digitsKept + 1 || (id.length > digitsKept && id.endsWith('0'))))

/** A price that is not certain is `null`, with its text kept. */
function priceIn(cells: RowCells, asked: Asked): Pick<Listing, 'price' | 'priceText'> {
  const said = cells.text('currency')?.toUpperCase()
  if (said !== undefined && !isCurrency(said))
    cells.wrong('currency', `"${said.slice(0, 60)}" is not a currency code such as EUR`)
  const currency = said ?? asked.currency
  const text = cells.text('price')
  if (text === undefined) return { price: null }
  const price = cells.cell('price')?.isNumber ? exact(text, currency) : readPrice(text, currency ? { currency } : {})
  return price === null ? { price, priceText: text.slice(0, 1_000) } : { price }
}

/** A cell that is a number: a point is its decimal mark whatever the currency. */
function exact(text: string, currency: string | null): Price | null {
  const amount = /^0*(\d{1,18}(?:\.\d{1,8})?)$/.exec(text)?.[1]
  return amount !== undefined && currency !== null && /[1-9]/.test(amount) ? { amount, currency } : null
}

function imagesIn(cells: RowCells): string[] {
  const given =
    cells
      .text('image')
      ?.split(/[\s|;]+|,(?=\s*https?:)/)
      .filter((each) => each !== '') ?? []
  const urls = given.slice(0, imagesMax).map(webAddress)
  const wrong = urls.indexOf(null)
  if (wrong >= 0) cells.wrong('image', `"${given[wrong]?.slice(0, 60)}" is not a web address (https://…)`)
  return [...new Set(urls.filter((url) => url !== null))]
}

/** Under exactOptionalPropertyTypes a key that is there and undefined is not a missing key. */
const present = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
