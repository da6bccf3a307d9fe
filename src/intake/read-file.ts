import { createHash } from 'node:crypto'
import { marketplaces } from '../marketplaces/registry.ts'
import { withShopKey } from '../marketplaces/shop-key.ts'
import type { ImportFormat, Provenance } from '../model/provenance.ts'
import { readCsv } from './csv.ts'
import { fileText } from './encoding/file-text.ts'
import { formatOf } from './format.ts'
import { readHar } from './har.ts'
import {
  type Asked,
  fileBytesMax,
  type Mistake,
  mistakeAt,
  noted,
  type Part,
  type Reading,
  type SourceFile,
  type Steps,
  Unreadable,
} from './intake.ts'
import { readJson } from './json-file.ts'
import { readJsonLines } from './json-lines.ts'
import { readMhtml } from './mhtml.ts'
import { readSavedPage } from './page.ts'
import { readWarc } from './warc.ts'
import { readXlsx } from './xlsx.ts'

/** What a file holds, with where it comes from. With mistakes, `parts` is empty. */
export type ReadFile = { provenance: Provenance; bytes: number; parts: Part[]; notes: string[]; mistakes: Mistake[] }

/** Reads a file of any format that can be imported, at once. Pure; never throws for what stands in the file. */
export function readFile(file: SourceFile, asked: Asked): ReadFile {
  const steps = readFileSteps(file, asked)
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

/** As `readFile`, in slices of some hundred rows or of one page. */
export function* readFileSteps(file: SourceFile, asked: Asked): Steps<ReadFile> {
  const format = formatOf(file)
  const about = { bytes: file.bytes.length, parts: [], notes: [] }
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const provenance = { file: file.name, sha256, format: format ?? 'csv' }
  const wrong = (message: string, row = 1, column = 1): ReadFile => ({
    ...about,
    provenance,
    mistakes: [mistakeAt(file, row, column, message)],
  })
  if (file.bytes.length === 0) return wrong('the file is empty')
  if (format === null) return wrong('no kind of file that can be imported: see docs/importing.md')
  if (file.bytes.length > fileBytesMax[format]) {
    const size = `${file.bytes.length} bytes, more than ${fileBytesMax[format]}`
    return wrong(`${size}, which is the most that is read of such a file (${format}): split it`)
  }
  try {
    return {
      ...about,
      provenance,
      ...withDoublesTold(keyed(yield* readers[format](file, asked))),
    }
  } catch (error) {
    if (error instanceof Unreadable) return wrong(error.message, error.row, error.column)
    throw error
  }
}

// biome-ignore lint/correctness/useYield: a page is one slice, as its reader does not stop in the middle of it
function* pageOf(file: SourceFile, asked: Asked): Steps<Reading> {
  const { text, note } = fileText(file.bytes, asked.encoding)
  return noted({ parts: [readSavedPage(file.name, text, asked)], notes: [], mistakes: [] }, note)
}

const readers: Readonly<Record<ImportFormat, (file: SourceFile, asked: Asked) => Steps<Reading>>> = {
  csv: readCsv,
  'json-lines': readJsonLines,
  html: pageOf,
  json: readJson,
  xlsx: readXlsx,
  har: readHar,
  mhtml: readMhtml,
  warc: readWarc,
}

/** Two shops number their goods from 1: a row or line of one is kept under the key that a crawled page of it has. */
const keyed = (reading: Reading): Reading => ({
  ...reading,
  parts: reading.parts.map((part) => {
    const market = marketplaces.find(({ id }) => id === part.marketplace)
    if (!market?.manyShops) return part
    return { ...part, found: part.found.map((each) => ({ ...each, listing: withShopKey(market, each.listing) })) }
  }),
})

const toldMax = 5

/** A listing that stands in a table twice is kept once, the first; where the others stand is told. */
function withDoublesTold(reading: Reading): Reading {
  const doubles: string[] = []
  const parts = reading.parts.map((part) => {
    const first = new Map<string, string>()
    const found = part.found.filter(({ listing, place }) => {
      const known = first.get(listing.id)
      if (known === undefined) first.set(listing.id, place)
      else if (known !== place)
        doubles.push(`${listing.marketplace} ${listing.id.slice(0, 60)} of ${known} again on ${place}`)
      // A results page may show a listing twice: it is kept as it was shown.
      return known === undefined || known === place
    })
    return { ...part, found }
  })
  if (doubles.length === 0) return reading
  const more = doubles.length > toldMax ? `; and ${doubles.length - toldMax} more` : ''
  return {
    ...reading,
    parts,
    notes: [
      ...reading.notes,
      `listings that stand there twice, kept once: ${doubles.slice(0, toldMax).join('; ')}${more}`,
    ],
  }
}
