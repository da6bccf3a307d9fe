import { zipSync } from 'fflate'
import type { Asked } from '../../src/intake/intake.ts'
import { type ReadFile, readFile } from '../../src/intake/read-file.ts'

export const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content

/** Reads a file of that name and content, with nothing said beside it but what is given. */
export const read = (name: string, content: string | Uint8Array, asked: Partial<Asked> = {}): ReadFile =>
  readFile(
    { name, bytes: bytesOf(content) },
    { marketplace: null, currency: null, encoding: null, columns: new Map(), ...asked },
  )

export const listingsIn = (file: ReadFile) => file.parts.flatMap((part) => part.found.map(({ listing }) => listing))
export const placesIn = (file: ReadFile) => file.parts.flatMap((part) => part.found.map(({ place }) => place))
/** "name:row:column  message", a line each. */
export const mistakesIn = ({ mistakes }: ReadFile): string[] =>
  mistakes.map(({ file, row, column, message }) => `${file}:${row}:${column}  ${message}`)

/** A results page with schema.org data, as Etsy's reader reads it. Brands are invented. */
export const resultsPage = (ids: readonly string[], head = ''): string => {
  const items = ids.map((id) => ({
    '@type': 'ListItem',
    item: {
      '@type': 'Product',
      name: `Halvard Trail Runner no. ${id}`,
      url: `https://www.etsy.com/listing/${id}/halvard`,
      offers: { '@type': 'Offer', price: '19.90', priceCurrency: 'EUR' },
    },
  }))
  const data = JSON.stringify({ '@context': 'https://schema.org', '@type': 'ItemList', itemListElement: items })
  return `<!doctype html><html><head><meta charset="utf-8">${head}<title>Halvard - Etsy</title>
<script type="application/ld+json">${data}</script></head><body><p>Sträußchen</p></body></html>`
}
export const etsyHead = '<link rel="canonical" href="https://www.etsy.com/search?q=halvard">'
/** A block page as it stands in place of results. */
export const captchaPage = '<html><head><title>Just a moment...</title></head><body>Verify you are human</body></html>'

/** One response in a WARC. */
export type Response = { url: string; head?: string; body: string | Uint8Array; type?: string; length?: number }

export function warcRecord({
  url,
  head = 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8',
  body,
  type = 'response',
  length,
}: Response): Uint8Array {
  const block = Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytesOf(body)])
  const fields = [
    'WARC/1.1',
    `WARC-Type: ${type}`,
    `WARC-Target-URI: ${url}`,
    'WARC-Date: 2026-03-01T12:00:00Z',
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${length ?? block.length}`,
  ]
  return Buffer.concat([Buffer.from(`${fields.join('\r\n')}\r\n\r\n`), block, Buffer.from('\r\n\r\n')])
}

export const harOf = (entries: readonly unknown[]): string => JSON.stringify({ log: { version: '1.2', entries } })
export const harEntry = (
  url: string,
  text: string,
  more: { mimeType?: string; encoding?: string; status?: number } = {},
) => ({
  startedDateTime: '2026-03-01T12:00:00.000Z',
  request: { method: 'GET', url },
  response: {
    status: more.status ?? 200,
    content: {
      mimeType: more.mimeType ?? 'text/html; charset=utf-8',
      text,
      ...(more.encoding && { encoding: more.encoding }),
    },
  },
})

const ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of a workbook with one sheet of these rows (each the XML of its cells). */
export const workbookParts = (rows: readonly string[], shared: readonly string[] = []): Record<string, Uint8Array> => ({
  'xl/workbook.xml': bytesOf(
    `<workbook ${ns} xmlns:r="${relation}"><sheets><sheet name="Listings" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ),
  'xl/_rels/workbook.xml.rels': bytesOf(
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  ),
  'xl/sharedStrings.xml': bytesOf(`<sst ${ns}>${shared.map((text) => `<si>${text}</si>`).join('')}</sst>`),
  'xl/worksheets/sheet1.xml': bytesOf(`<worksheet ${ns}><sheetData>${rows.join('')}</sheetData></worksheet>`),
})
export const workbook = (rows: readonly string[], shared: readonly string[] = []): Uint8Array =>
  zipSync(workbookParts(rows, shared))

/** A row whose cells are texts or, as numbers are, numbers. */
export const sheetRow = (row: number, cells: readonly (string | number)[]): string =>
  `<row r="${row}">${cells
    .map((cell, at) => {
      const r = `${String.fromCharCode(65 + at)}${row}`
      return typeof cell === 'number'
        ? `<c r="${r}"><v>${cell}</v></c>`
        : `<c r="${r}" t="inlineStr"><is><t>${cell}</t></is></c>`
    })
    .join('')}</row>`
