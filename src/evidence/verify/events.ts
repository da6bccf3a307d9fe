import { type EventRecord, eventRecord, momentOf, needsFile } from '../custody/event-record.ts'
import { custodyFaults } from '../custody/purchase-rules.ts'
import type { Entry } from '../log/entry.ts'
import { nameFault } from '../names.ts'
import { instantOf } from '../times.ts'
import { type BundleFiles, readObject } from './bundle-files.ts'
import type { Findings } from './findings.ts'

type Context = {
  files: BundleFiles
  entries: ReadonlyMap<number, Entry>
  /** Captures, purchases and notices of the bundle. */
  subjects: ReadonlySet<string>
  /** Hashes of event records that were left out. */
  withheld: ReadonlySet<string>
  findings: Findings
}
export type SeenEvent = { file: string; index: number; event: EventRecord }

/** A record may be written a little before its entry, by another clock. */
const beforeMs = 5_000
const afterMs = 600_000

/** Events by subject, in log order; each one's fields, files and place in its chain. */
export async function checkEvents(context: Context): Promise<Map<string, SeenEvent[]>> {
  const { files, entries, findings } = context
  const chains = new Map<string, SeenEvent[]>()
  const used = new Set<string>()
  for (const [index, entry] of entries) {
    if (entry.type !== 'event') continue
    const file = `data/${entry.record}`
    if (!files.has(file)) continue
    const value = await readObject(files, file, findings)
    if (value === null) continue
    findings.checked.events++
    const event = findings.parse(file, eventRecord, value)
    if (!event) continue
    checkFields(file, event, entry, context)
    for (const path of await checkFiles(file, event, context)) used.add(path)
    const chain = chains.get(event.subject) ?? []
    chains.set(event.subject, [...chain, { file, index, event }])
  }
  for (const path of files.keys()) {
    if (path.startsWith('data/files/') && !used.has(path)) findings.fault(path, 'log', 'belongs to no event')
  }
  for (const chain of chains.values()) await checkChain(chain, context)
  return chains
}

function checkFields(file: string, event: EventRecord, entry: Entry, { subjects, findings }: Context): void {
  if (file !== `data/events/${event.id}.json`) findings.fault(file, 'field', `id is ${event.id}`)
  if (event.subject !== entry.subject) {
    findings.fault(file, 'log', `subject ${event.subject}, its entry says ${entry.subject}`)
  }
  const late = instantOf(entry.at) - instantOf(event.at)
  if (late < -beforeMs || late > afterMs) findings.fault(file, 'time', `at ${event.at}, its entry ${entry.at}`)
  const moment = momentOf(event)
  if (moment !== null && instantOf(moment) > instantOf(event.at) + beforeMs) {
    findings.fault(file, 'time', `the time in details, ${moment}, is after at ${event.at}`)
  }
  if (needsFile.has(event.type) && event.files.length === 0) {
    findings.fault(file, 'missing', `${event.type} without a file`)
  }
  if (!subjects.has(event.subject)) {
    findings.fault(file, 'log', `subject ${event.subject} is no capture, purchase or notice of this bundle`)
  }
}

async function checkFiles(file: string, event: EventRecord, { files, findings }: Context): Promise<string[]> {
  const used: string[] = []
  for (const { path, sha256, bytes } of event.files) {
    if (!path.startsWith(`files/${event.id}/`) || nameFault(path) !== null) {
      findings.fault(file, 'name', `file ${path} is not under files/${event.id}/`)
      continue
    }
    const place = `data/${path}`
    const found = files.get(place)
    used.push(place)
    if (!found) findings.fault(place, 'missing', `is missing (${file})`)
    else if (found.bytes !== bytes || (await findings.guard(place, () => found.sha256())) !== sha256) {
      findings.fault(place, 'hash', `is not the file that ${file} names`)
    }
  }
  return used
}

async function checkChain(chain: readonly SeenEvent[], context: Context): Promise<void> {
  const { files, withheld, findings } = context
  let before: string | null = null
  for (const { file, event } of chain) {
    const { previous } = event
    if (previous !== before && !(previous !== null && withheld.has(previous))) {
      const says = `previous is ${previous?.slice(0, 12) ?? 'none'}, the event before it here is ${before?.slice(0, 12) ?? 'none'}: one is left out`
      findings.fault(file, 'custody', says)
    }
    before = (await files.get(file)?.sha256()) ?? null
  }
  const fileOf = new Map(chain.map(({ file, event }) => [event.id, file]))
  for (const { event, says } of custodyFaults(chain.map((each) => each.event))) {
    findings.fault(fileOf.get(event) ?? 'data/events', 'custody', says)
  }
  for (const { file, event } of chain) if (event.type === 'ordered') checkOrdered(file, event, context)
  checkCorrections(chain, context)
}

/** What is corrected is an event of the same type that stands before it, or was left out as the bundle says. */
function checkCorrections(chain: readonly SeenEvent[], { withheld, findings }: Context): void {
  const before = new Map<string, string>()
  for (const { file, event } of chain) {
    const { corrects, type, id } = event
    const wrong = corrects === undefined ? type : before.get(corrects)
    if (wrong === undefined && withheld.size === 0)
      findings.fault(file, 'custody', `corrects ${corrects}, which is no event before it`)
    else if (wrong !== undefined && wrong !== type)
      findings.fault(file, 'custody', `${type} corrects ${corrects}, which is ${wrong}`)
    before.set(id, type)
  }
}

function checkOrdered(
  file: string,
  { details }: Extract<EventRecord, { type: 'ordered' }>,
  { entries, findings }: Context,
): void {
  const capture = [...entries.values()].find(({ type, subject }) => type === 'capture' && subject === details.capture)
  if (!capture) findings.fault(file, 'custody', `capture ${details.capture} is not in this bundle`)
  else if (instantOf(capture.at) > instantOf(details.orderedAt)) {
    findings.fault(file, 'custody', `capture ${details.capture} was made after the order`)
  }
}
