import { captureRecord } from '../../evidence/capture/record.ts'
import { textChanges } from '../../evidence/compare/text-changes.ts'
import { eventRecord } from '../../evidence/custody/event-record.ts'
import { readEntry } from '../../evidence/log/entry.ts'
import { replayPage } from '../../evidence/replay/replay-page.ts'
import { seenAnswers } from '../../evidence/replay/seen-answers.ts'
import type { Blobs } from '../../vault/blobs.ts'
import type { Keeper } from '../keeper.ts'
import type { KeeperParts } from '../keeper-parts.ts'
import { fieldChanges } from './field-changes.ts'
import type { CaptureView, LookBeside, Looking } from './looking.ts'
import { pictureChanges } from './picture-changes.ts'
import { openedParts } from './stored-parts.ts'

type Parts = Pick<KeeperParts, 'store' | 'blobs' | 'now'> & { keeper: Pick<Keeper, 'recordEvent'> }

export function openLooking(parts: Parts): Looking {
  const { store, blobs } = parts
  const partsOf = async (id: string) => {
    const row = await store.captures.load(id)
    return row && openedParts(row, blobs)
  }
  return {
    capture: (id) => loadView(id, parts),
    noteAccess: (view, by, how) => noteAccess(view, by, how, parts),
    picture: async (id, name) => {
      if (!isPictureName(name)) return null
      return (await (await partsOf(id))?.read(`screenshots/${name}`)) ?? null
    },
    replay: async (id) => {
      const opened = await partsOf(id)
      const [dom, warc] = [await opened?.read('dom/page.html'), await opened?.read('archive/data.warc.gz')]
      const final = (await store.captures.load(id))?.final
      if (!dom || !warc || final === undefined) return null
      return replayPage(dom.toString('utf8'), final, seenAnswers(warc))
    },
    beside: (view) => looksBeside(view, parts),
    changes: async (before, after) => {
      const [old, young] = [await loadView(before, parts), await loadView(after, parts)]
      const [oldParts, youngParts] = [await partsOf(before), await partsOf(after)]
      if (!old?.record || !young?.record || !oldParts || !youngParts) return null
      const textOf = async (opened: typeof oldParts) => (await opened.read('text/page.txt'))?.toString('utf8') ?? ''
      return {
        fields: fieldChanges(old.record, young.record),
        text: textChanges(await textOf(oldParts), await textOf(youngParts)),
        boxes: await pictureChanges(await wholePage(old, oldParts), await wholePage(young, youngParts)),
        pictures: { before: wholeNames(old), after: wholeNames(young) },
      }
    },
  }
}

async function looksBeside(view: CaptureView, { store, blobs }: Parts): Promise<LookBeside[]> {
  const looks: LookBeside[] = []
  for (const id of await store.captures.looksBeside(view.row.id)) {
    const row = await store.captures.load(id)
    if (!row) continue
    const record = await parsedBlob(row.recordSha256, captureRecord, blobs)
    const isOlder = row.entry < view.row.entry
    const [before, after] = isOlder ? [record, view.record] : [view.record, record]
    const fields = before && after ? fieldChanges(before, after) : []
    looks.push({ row, egress: record?.environment.egress ?? null, fields })
  }
  return looks.sort((a, b) => a.row.entry - b.row.entry)
}

const isPictureName = (name: string): boolean => /^(viewport|full(-\d{3})?)\.png$/.test(name)

/** A page that is higher than one picture is kept as tiles; one without any is shown by its first screen. */
const wholeNames = ({ pictures }: CaptureView): string[] => {
  const full = pictures.filter((name) => name.startsWith('full'))
  return full.length > 0 ? full.slice(0, tilesMax) : ['viewport.png']
}
/** 100,000 px high. */
const tilesMax = 7

async function wholePage(
  view: CaptureView,
  opened: NonNullable<Awaited<ReturnType<typeof openedParts>>>,
): Promise<Buffer[]> {
  const tiles: Buffer[] = []
  for (const name of wholeNames(view)) {
    const tile = await opened.read(`screenshots/${name}`)
    if (tile) tiles.push(tile)
  }
  return tiles
}

async function loadView(id: string, { store, blobs }: Parts): Promise<CaptureView | null> {
  const row = await store.captures.load(id)
  if (!row) return null
  const record = await parsedBlob(row.recordSha256, captureRecord, blobs)
  const [leaf] = await store.evidenceLog.leavesAt([row.entry])
  const heads = await store.evidenceLog.givenHeads()
  const events: CaptureView['events'] = []
  for (const event of await store.custody.of([id]))
    events.push({ row: event, record: await parsedBlob(event.sha256, eventRecord, blobs) })
  const pictures = (record?.parts ?? [])
    .map(({ path }) => path.replace(/^screenshots\//, ''))
    .filter(isPictureName)
    .sort((a, b) => Number(b === 'viewport.png') - Number(a === 'viewport.png') || (a < b ? -1 : 1))
  return {
    ...{ row, record, events, pictures },
    loggedAt: leaf ? readEntry(Buffer.from(leaf.body)).at : null,
    head: heads.find(({ size }) => size > row.entry) ?? null,
  }
}

/** What was deleted under law is null. */
async function parsedBlob<T>(sha256: string, schema: { parse(value: unknown): T }, blobs: Blobs): Promise<T | null> {
  const bytes = await blobs.load(sha256)
  return bytes && schema.parse(JSON.parse(bytes.toString('utf8')))
}

/** Somebody who looks again and again has looked once. */
const sameLookMs = 12 * 3_600_000

async function noteAccess(
  { row, events }: CaptureView,
  by: Parameters<Looking['noteAccess']>[1],
  how: 'viewed' | 'downloaded',
  { keeper, now }: Parts,
): Promise<void> {
  const has = events.some(
    ({ row: event, record }) =>
      record?.type === 'accessed' &&
      record.details.how === how &&
      record.by.name === by.name &&
      now().getTime() - event.at.getTime() < sameLookMs,
  )
  if (has) return
  await keeper.recordEvent({ type: 'accessed', subject: row.id, by, reason: 'on the page', details: { how } })
}
