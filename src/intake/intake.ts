import type { LeftOut } from '../model/left-out.ts'
import type { Listing } from '../model/listing.ts'
import type { BlockKind } from '../model/outcome.ts'
import type { ImportFormat } from '../model/provenance.ts'

/** A file as a reader gets it. `name` is for messages and is never used as a path. */
export type SourceFile = { name: string; bytes: Uint8Array }

/** What the person who imports says beside the file. */
export type Asked = {
  /** Where listings and pages are from, when the file does not say. */
  marketplace: string | null
  /** The currency of bare numbers, ISO 4217. */
  currency: string | null
  /** The encoding of text files, as `TextDecoder` names it, when the person names one. */
  encoding: string | null
  /** Names of a table's columns by field, as `--columns title=Titel` gives them. */
  columns: ReadonlyMap<string, string>
}

/** Why a file cannot be imported, and where: rows and columns count from 1; both are 1 for the file as a whole. */
export type Mistake = { file: string; row: number; column: number; message: string }

/** A listing and where in its file it stands: "row 7", "line 3", or the address of a page. */
export type Found = { listing: Listing; place: string }

/** A page that gave no listings: it says so (`empty`), or something stands in its place. */
export type Missing = { state: 'empty' | 'blocked' | 'changed'; by?: BlockKind; why: string }

/**
 * A page of a file: one saved page or recorded answer, or a table as a whole. `seenAt` is when it was recorded, `null` when
 * the file does not say.
 */
export type Part = {
  marketplace: string
  place: string
  seenAt: Date | null
  found: Found[]
  missing: Missing | null
  warnings: string[]
  /** What was counted on a page; nothing in a table. */
  seen?: { cards: number; leftOut: LeftOut }
}

/** What a reader makes of a file. With mistakes, nothing of it may be kept. `notes` are for the person who imports. */
export type Reading = { parts: Part[]; notes: string[]; mistakes: Mistake[] }

/** A reading in slices: it gives way between them, so that whoever drives it may do other things, or stop. */
export type Steps<T> = Generator<undefined, T, undefined>

/** Rows, lines or responses of one slice: some milliseconds. */
export const sliceRows = 500

const megabyte = 1024 * 1024

/**
 * Bytes of one file, by its format: at these sizes the worst that we could make took a process to less than 400 MB
 * (docs/importing.md). A WARC is looked through in place, all others stand in memory a second time as text or values.
 */
export const fileBytesMax: Readonly<Record<ImportFormat, number>> = {
  csv: 32 * megabyte,
  'json-lines': 32 * megabyte,
  json: 32 * megabyte,
  xlsx: 64 * megabyte,
  html: 64 * megabyte,
  har: 64 * megabyte,
  mhtml: 64 * megabyte,
  warc: 192 * megabyte,
}

/** `pricesUnread` and the like are said as notes; a reader ends at the first hundred mistakes. */
export const limits = {
  /** Mistakes of one file that are looked for; the reader then stops. */
  mistakes: 100,
  /** Listings of one file, and of all files of one import. */
  listings: 50_000,
  /** Columns of a table. */
  columns: 500,
  /** Characters of one cell: what a spreadsheet holds. */
  cellUnits: 32_767,
  /** Characters of one line of JSON. */
  lineUnits: 4_000_000,
  /** Pages of one file, and bytes of one page after it is unpacked. */
  pages: 20_000,
  pageBytes: 64 * megabyte,
  /** Bytes of everything in one file after it is unpacked. */
  unpackedBytes: 96 * megabyte,
} as const

/** The end of a reading: the file cannot be read further, or not at all. Thrown and caught inside this room. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly row: number
  readonly column: number
  constructor(message: string, row = 1, column = 1) {
    super(message)
    this.row = row
    this.column = column
  }
}

export const mistakeAt = (file: SourceFile, row: number, column: number, message: string): Mistake => ({
  file: file.name,
  row,
  column,
  message,
})

/** The reading with a note put before its own. */
export const noted = (reading: Reading, note: string | null): Reading =>
  note === null ? reading : { ...reading, notes: [note, ...reading.notes] }
