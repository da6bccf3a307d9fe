import { pathToFileURL } from 'node:url'
import { listingsOf, type PageKind, type Reading, readAs, readEither } from '../marketplaces/reading/kind-of-page.ts'
import { marketplaceIds, marketplaceOf } from '../marketplaces/registry.ts'
import { decodeBody } from '../model/charset.ts'
import { suggestion } from '../model/did-you-mean.ts'
import type { Marketplace } from '../model/marketplace.ts'
import { readArguments } from './arguments.ts'
import { readFileBytes } from './file-bytes.ts'
import { CommandError, type ExitCode, exitCode, type Io, type Verb } from './verb.ts'

/** A saved page larger than this is not read: the largest real one seen has 2.2 MB. */
const fileBytesMax = 64 * 1024 * 1024
const filesMax = 10_000

export const extract: Verb = {
  name: 'extract',
  summary: 'read saved pages of a marketplace: one JSON object a page',
  usage: 'extract --marketplace ID [--kind search|listing] FILE…',
  example: 'morgiana extract --marketplace bazaar samples/saved/results.html',
  run: (args, io) => runExtract(args, io),
}

/**
 * DESIGN.md §5: one line a page on standard output; why a page is blocked, changed or gone, and each warning, on standard
 * error. A listing that is gone has the outcome "changed": the page is not the listing any more.
 *
 * @returns `usage` when a file could not be read; the others are read all the same
 */
async function runExtract(args: string[], io: Io): Promise<ExitCode> {
  const { market, kind, files } = asked(args)
  let code: ExitCode = exitCode.fine
  for (const file of files) {
    if (io.interrupted.aborted) return exitCode.interrupted
    const bytes = await readFileBytes(file, fileBytesMax)
    if (typeof bytes === 'string') {
      io.err(`extract: ${file}: ${bytes}`)
      code = exitCode.usage
      continue
    }
    const page = {
      url: pathToFileURL(file).href,
      status: 200,
      headers: {},
      body: decodeBody(bytes),
      fetchedAt: new Date(),
    }
    const reading = kind === null ? readEither(market, page) : readAs(market, page, kind)
    for (const note of notesOf(reading)) io.err(`extract: ${file}: ${note}`)
    io.out(JSON.stringify(lineOf(file, market.id, reading)))
  }
  return code
}

const options = { marketplace: { type: 'string' }, kind: { type: 'string' } } as const

function asked(args: string[]): { market: Marketplace; kind: PageKind | null; files: string[] } {
  const { values, words } = readArguments(extract, args, options, { called: 'file', min: 1, max: filesMax })
  const { marketplace, kind = null } = values
  if (marketplace === undefined) throw new CommandError(`extract needs --marketplace: ${marketplaceIds.join(', ')}`)
  if (!marketplaceIds.includes(marketplace)) {
    throw new CommandError(
      `no marketplace "${marketplace}"${suggestion(marketplace, marketplaceIds)}; there are ${marketplaceIds.join(', ')}`,
    )
  }
  if (kind !== null && kind !== 'search' && kind !== 'listing') {
    throw new CommandError(`--kind is search or listing, not "${kind}"`)
  }
  return { market: marketplaceOf(marketplace), kind, files: words }
}

function lineOf(file: string, marketplace: string, reading: Reading) {
  const { kind, outcome } = reading
  return {
    file,
    marketplace,
    kind,
    outcome: outcome.kind === 'gone' ? 'changed' : outcome.kind,
    ...(outcome.kind === 'blocked' && { blocked: { kind: outcome.by } }),
    listings: listingsOf(reading),
  }
}

function notesOf({ outcome }: Reading): string[] {
  switch (outcome.kind) {
    case 'results':
      return outcome.warnings
    case 'empty':
      return [`no results: ${outcome.said}`]
    case 'blocked':
      return [`blocked (${outcome.by}): ${outcome.said}`]
    case 'changed':
      return [`changed: ${outcome.why}`]
    case 'gone':
      return [`gone: ${outcome.said}`]
    case 'listing':
      return outcome.warnings ?? []
  }
}
