import type { Part } from '../intake/intake.ts'
import type { ReadFile } from '../intake/read-file.ts'
import { keyOf, type ListingKey } from '../model/listing.ts'
import type { Hit } from '../store/hits/hit-store.ts'
import type { RunProgress } from '../store/runs/run-store.ts'
import { columns } from './columns.ts'
import { hitJson, hitLine, printable } from './hit-lines.ts'
import { type ExitCode, exitCode } from './verb.ts'
import { importLine, type Waited } from './watch-run.ts'

/** What an import would do, or has done. `before`: by SHA-256, when a file was imported before; `seen`: listings known already. */
export type Plan = {
  watch: string
  files: readonly ReadFile[]
  passedOver: number
  before: ReadonlyMap<string, Date>
  seen: number
}
type Done = { run: string | null; waited: Waited; progress: RunProgress | null; hits: Hit[] }
export type Imported = Plan & { done: Done | null }

const hitsPrintedMax = 20
const doublesPrintedMax = 10
const missingPrintedMax = 20

const isFresh = ({ before }: Plan, file: ReadFile): boolean => !before.has(file.provenance.sha256)

/** The listings of files, each once. */
export function keysOf(files: readonly ReadFile[]): ListingKey[] {
  const keys = files.flatMap((file) => file.parts.flatMap((part) => part.found.map(({ listing }) => listing)))
  return [...new Map(keys.map(({ marketplace, id }) => [keyOf(marketplace, id), { marketplace, id }])).values()]
}

/** Listings that stand in more than one file, and files that are the same. */
function doublesOf({ files }: Plan): string[] {
  const said: string[] = []
  const byHash = new Map<string, string>()
  const places = new Map<string, { what: string; files: Map<string, string> }>()
  for (const file of files) {
    const { file: name, sha256 } = file.provenance
    const same = byHash.get(sha256)
    if (same !== undefined) said.push(`${name} is the same file as ${same}`)
    else byHash.set(sha256, name)
    if (same !== undefined) continue
    for (const { listing, place } of file.parts.flatMap((part) => part.found)) {
      const key = keyOf(listing.marketplace, listing.id)
      const known = places.get(key) ?? {
        what: `${listing.marketplace} ${listing.id.slice(0, 60)}`,
        files: new Map(),
      }
      if (!known.files.has(name)) known.files.set(name, `${name} (${place.slice(0, 60)})`)
      places.set(key, known)
    }
  }
  for (const { what, files } of places.values())
    if (files.size > 1) said.push(`${what} stands in ${[...files.values()].join(' and ')}`)
  return said
}

const missingOf = (file: ReadFile): Part[] =>
  file.parts.filter((part) => part.missing && part.missing.state !== 'empty')
const countOf = (file: ReadFile): number => file.parts.reduce((sum, part) => sum + part.found.length, 0)

function marketplacesOf(file: ReadFile): Record<string, number> {
  const counts = new Map<string, number>()
  for (const part of file.parts) counts.set(part.marketplace, (counts.get(part.marketplace) ?? 0) + part.found.length)
  return Object.fromEntries(counts)
}

/** One JSON object. */
export function jsonOf(imported: Imported) {
  const { watch, files, passedOver, before, seen, done } = imported
  const fresh = files.filter((file) => isFresh(imported, file))
  return {
    imported: done !== null && done.run !== null,
    watch,
    run: done?.run ?? null,
    files: files.map((file) => ({
      ...file.provenance,
      bytes: file.bytes,
      importedBefore: before.get(file.provenance.sha256) ?? null,
      listings: countOf(file),
      marketplaces: marketplacesOf(file),
      pages: file.parts.map(({ marketplace, place, seenAt, found, missing, warnings }) => ({
        marketplace,
        place,
        seenAt,
        listings: found.length,
        state: missing?.state ?? 'searched',
        ...(missing?.by && { blockedBy: missing.by }),
        ...(missing && { why: missing.why }),
        warnings,
      })),
      notes: file.notes,
    })),
    counts: {
      files: files.length,
      filesNew: fresh.length,
      passedOver,
      listings: fresh.reduce((sum, file) => sum + countOf(file), 0),
      listingsDistinct: keysOf(fresh).length,
      listingsSeenBefore: seen,
      pagesNotRead: fresh.reduce((sum, file) => sum + missingOf(file).length, 0),
      unscored: done?.progress?.unscored ?? 0,
      hits: done?.hits.length ?? 0,
    },
    doubles: doublesOf(imported),
    hits: done?.hits.map(hitJson) ?? [],
  }
}

export function linesOf(imported: Imported): string[] {
  const { watch, files, passedOver, seen, done } = imported
  const fresh = files.filter((file) => isFresh(imported, file))
  const distinct = keysOf(fresh).length
  const lines = columns(files.map((file) => fileRow(imported, file)))
  lines.push(...files.flatMap((file) => file.notes.map((note) => `  ${file.provenance.file}: ${printable(note, 400)}`)))
  lines.push(...capped('Not read:', fresh.flatMap(missingLines), missingPrintedMax))
  lines.push(
    ...capped(
      'Twice:',
      doublesOf(imported).map((line) => `  ${printable(line, 300)}`),
      doublesPrintedMax,
    ),
  )
  if (passedOver > 0) lines.push(`${passedOver} other files passed over`)
  const total = fresh.reduce((sum, file) => sum + countOf(file), 0)
  lines.push(
    `watch ${watch}: ${total} ${total === 1 ? 'listing' : 'listings'}, ${distinct} different, ${seen} of them seen before`,
  )
  if (fresh.length === 0) lines.push('every file was imported before: nothing changes (--again imports them once more)')
  else if (done === null) lines.push('nothing was written; --yes imports')
  else if (done.progress) lines.push(...doneLines(done))
  return lines
}

function fileRow(plan: Plan, file: ReadFile): string[] {
  const { file: name, sha256, format } = file.provenance
  const before = plan.before.get(sha256)
  const from = Object.entries(marketplacesOf(file)).map(([marketplace, count]) => `${marketplace} ${count}`)
  const end = before ? `imported before, ${before.toISOString()}` : from.join(', ')
  return [`  ${printable(name)}`, format, `${countOf(file)} ${countOf(file) === 1 ? 'listing' : 'listings'}`, end]
}

const missingLines = (file: ReadFile): string[] =>
  missingOf(file).map(({ marketplace, place, missing }) => {
    const by = missing?.by ? ` by ${missing.by}` : ''
    const where = place === 'page' || place === 'table' ? '' : ` ${place}`
    return `  ${printable(`${file.provenance.file}${where}: ${marketplace} ${missing?.state}${by}: ${missing?.why}`, 300)}`
  })

const capped = (title: string, lines: string[], max: number): string[] => {
  if (lines.length === 0) return []
  const more = lines.length > max ? [`  … and ${lines.length - max} more: use --json`] : []
  return [title, ...lines.slice(0, max), ...more]
}

function doneLines({ run, waited, progress, hits }: Done): string[] {
  const lines = [`imported as run ${run}: ${progress ? importLine(progress) : ''}`]
  if (waited !== 'ended') lines.push('not all of it is scored yet; what is left stays queued')
  const open = hits.filter((hit) => hit.state === 'open')
  lines.push(...capped(`Open hits, ${open.length} of ${hits.length}:`, open.map(hitLine), hitsPrintedMax))
  return lines
}

/** Pages that could not be read outweigh everything: they were to be looked at, and were not. */
export function codeOf(imported: Imported): ExitCode {
  const { files, done } = imported
  if (done?.waited === 'interrupted') return exitCode.interrupted
  const isMissing = files.some((file) => isFresh(imported, file) && missingOf(file).length > 0)
  return isMissing || done?.waited === 'time-up' || (done?.progress?.unscored ?? 0) > 0
    ? exitCode.partialCoverage
    : exitCode.fine
}
