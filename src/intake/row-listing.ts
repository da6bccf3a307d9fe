import { foldSpaces } from '../marketplaces/reading/html-text.ts'
import { marketplaceIds } from '../marketplaces/registry.ts'
import { suggestion } from '../model/did-you-mean.ts'
import type { Listing } from '../model/listing.ts'
import type { Price } from '../model/money.ts'
import { readPrice } from '../model/money-reader.ts'
import { isCurrency } from '../model/money-symbols.ts'
import type { Header } from './header.ts'
import type { Asked, Mistake, SourceFile } from './intake.ts'
import { isMarketplaceName, listingIdOf, marketplaceOfUrl, webAddress } from './listing-address.ts'
import { isShortLink } from './market-hosts.ts'
import { type Cell, cellsOf, type RowCells, type Unread } from './row-cells.ts'

const idUnitsMax = 300
const imagesMax = 50

/** A row's listing, and its cells that could not be read and are left out; or what is wrong in it. */
export type RowListing = { listing: Listing; unread: Unread[] } | { mistakes: Mistake[] }

/**
 * One row of a table as a listing, or everything that is wrong in it. Only what a listing cannot be without is wrong: its
 * title, its id, its marketplace.
 * @param row from 1, as it stands in the file
 */
export function readRow(
  file: SourceFile,
  row: number,
  given: readonly Cell[],
  header: Header,
  asked: Asked,
): RowListing {
  const cells = cellsOf(file, row, given, header)
  if (cells.mistakes.length > 0) return { mistakes: cells.mistakes }
  const url = cells.address('url')
  const marketplace = marketplaceIn(cells, url, asked)
  const id = idIn(cells, marketplace, url)
  const title = foldSpaces(cells.text('title') ?? '')
  if (title === '') cells.wrong('title', 'the cell is empty')
  const price = priceIn(cells, asked)
  const images = imagesIn(cells)
  const seller = present({
    id: cells.text('seller-id'),
    name: lineIn(cells, 'seller'),
    url: cells.address('seller-url'),
    country: cells.text('seller-country'),
  })
  const more = moreIn(cells)
  if (cells.mistakes.length > 0 || !title || !id || !marketplace) return { mistakes: cells.mistakes }
  const listing: Listing = {
    marketplace,
    id,
    url: url ?? '',
    title,
    ...price,
    seller: Object.keys(seller).length > 0 ? seller : null,
    images,
    ...more,
  }
  return { listing, unread: cells.unread }
}

/** A cell's text on one line: people break the lines of narrow columns. */
const lineIn = (cells: RowCells, field: 'seller' | 'location'): string | undefined => {
  const text = cells.text(field)
  return text === undefined ? undefined : foldSpaces(text)
}

const moreIn = (cells: RowCells) =>
  present({
    location: lineIn(cells, 'location'),
    shipsFrom: cells.text('ships-from'),
    condition: cells.text('condition'),
    description: cells.text('description'),
    category: cells.text('category'),
    availability: cells.text('availability'),
    sold: cells.count('sold'),
    rating: cells.rating('rating'),
    ratings: cells.count('ratings'),
  })

/** What the row's own column says, else what was asked, else whose address it is. */
function marketplaceIn(cells: RowCells, url: string | undefined, asked: Asked): string | null {
  const said = cells.text('marketplace')
  const named = said === undefined ? null : marketplaceNamed(said)
  const byUrl = url === undefined ? null : marketplaceOfUrl(url)
  // What the row itself says of its place goes before what is said of the whole file.
  const found = named ?? (said === undefined ? asked.marketplace : null) ?? byUrl
  if (said !== undefined && named === null) {
    if (found !== null) cells.leaveOut('marketplace', said)
    else {
      const meant = suggestion(said.toLowerCase(), marketplaceIds)
      cells.wrong('marketplace', `"${said.slice(0, 60)}" is not the id of a marketplace${meant}`)
    }
  } else if (
    found === null &&
    !(url !== undefined && isShortLink(url)) &&
    (url !== undefined || cells.text('url') === undefined)
  ) {
    cells.wrong('url', 'no marketplace that is known has this address: name it with --marketplace')
  }
  return found
}

/** "Mercado Libre" and "Amazon.de" are how people write "mercado-libre" and "amazon"; `null` for what may name none. */
function marketplaceNamed(said: string): string | null {
  const name = said.toLowerCase().replace(/[\s_]+/g, '-')
  return isMarketplaceName(name) ? name : marketplaceOfUrl(`https://${name}`)
}

function idIn(cells: RowCells, marketplace: string | null, url: string | undefined): string | null {
  const given = cells.text('id')
  if (given === undefined && url !== undefined && isShortLink(url)) {
    cells.wrong(
      'url',
      `"${url.slice(0, 60)}" is a short link, which names no listing: put the address that it leads to`,
    )
    return null
  }
  const id = given ?? (url === undefined ? undefined : listingIdOf(marketplace ?? '', url, cells.text('url')))
  if (id === undefined) {
    const said = cells.text('url')
    if (said === undefined) cells.wrong('id', 'neither an id nor a url')
    else cells.wrong('url', `"${said.slice(0, 60)}" is not a web address (https://…)`)
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
  const said = cells.text('currency')
  const own = said === undefined ? null : currencyNamed(said)
  if (said !== undefined && own === null) cells.leaveOut('currency', said)
  const text = cells.text('price')
  if (text === undefined) return { price: null }
  // A cell that names some currency that nobody can tell is not in the one that was asked for.
  const currency = said === undefined ? asked.currency : own
  const price = cells.cell('price')?.isNumber ? exact(text, currency) : readPrice(text, currency ? { currency } : {})
  return price === null ? { price, priceText: text.slice(0, 1_000) } : { price }
}

const currencyUnitsMax = 20

/** A code, or a sign or word that stands beside an amount on pages ("€", "Rs."); `null` for what tells none. */
function currencyNamed(said: string): string | null {
  const code = said.toUpperCase()
  if (isCurrency(code)) return code
  return said.length > currencyUnitsMax ? null : (readPrice(`${said} 10.00`, {})?.currency ?? null)
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
  if (wrong >= 0) cells.leaveOut('image', given[wrong] ?? '')
  return [...new Set(urls.filter((url) => url !== null))]
}

/** Under exactOptionalPropertyTypes a key that is there and undefined is not a missing key. */
const present = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
