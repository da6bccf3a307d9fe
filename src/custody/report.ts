import sharp from 'sharp'
import type { ReportedCapture } from '../evidence/bundle/report-data.ts'
import { reportPage } from '../evidence/bundle/report-page.ts'
import { wholeEntry } from '../evidence/zip/unpack-entry.ts'
import { readZipDirectory, sourceOf } from '../evidence/zip/zip-entries.ts'
import type { Included, IncludedCapture } from './bundle-content.ts'
import type { ExportParts } from './export-bundle.ts'
import type { KeeperParts } from './keeper-parts.ts'

/** A page that is higher than so many tiles is shown by its beginning; the whole of it is in the package. */
const tilesMax = 3
const widthMax = 900
const pixelsMax = 200_000_000

/** @param print makes a PDF of a page */
export const reportMaker =
  (parts: Pick<KeeperParts, 'blobs' | 'identity'>, print: (html: string) => Promise<Buffer>): ExportParts['report'] =>
  async ({ captures, events, bundle, made, head, order }) => {
    const reported: ReportedCapture[] = []
    for (const capture of captures) reported.push(await reportedCapture(capture, parts))
    const page = reportPage({
      ...{ bundle, made, purpose: order.purpose, organisation: parts.identity.organisation, origin: head.origin },
      head: { size: head.size, root: head.root.toString('base64') },
      captures: reported,
      events: events.map(({ record }) => record),
      photographs: await photographsOf(events, parts),
    })
    return print(page)
  }

async function reportedCapture(
  { row, record }: IncludedCapture,
  { blobs }: Pick<KeeperParts, 'blobs'>,
): Promise<ReportedCapture> {
  const pictures: string[] = []
  const wacz = await blobs.load(row.waczSha256)
  if (wacz) {
    const source = sourceOf(wacz)
    const { entries } = await readZipDirectory(source)
    const shown = entries.filter(({ name }) => /^screenshots\/(viewport|full(-\d{3})?)\.png$/.test(name))
    const ordered = shown.sort(
      (a, b) => Number(b.name.includes('viewport')) - Number(a.name.includes('viewport')) || (a.name < b.name ? -1 : 1),
    )
    for (const entry of ordered.slice(0, tilesMax + 1)) pictures.push(await small(await wholeEntry(source, entry)))
  }
  const { recordSha256, entry, stamp } = row
  return { record, recordSha256, entry, stampedAt: stamp?.at.toISOString() ?? null, tsa: stamp?.tsa ?? null, pictures }
}

/** More would make a report that nobody can open; all of them lie in the bundle. */
const photographsMax = 60

/** What can be shown of the files of events, by path: a paper, or a kind of picture that is not read here, is named only. */
async function photographsOf(
  events: Included['events'],
  { blobs }: Pick<KeeperParts, 'blobs'>,
): Promise<Map<string, string>> {
  const shown = new Map<string, string>()
  for (const { path, type, sha256 } of events.flatMap(({ record }) => record.files)) {
    if (!type.startsWith('image/') || shown.size >= photographsMax) continue
    const bytes = await blobs.load(sha256)
    // Of a kind that is not read here, or no whole picture: the report names it, the bundle holds it.
    const picture = bytes && (await small(bytes).catch(() => null))
    if (picture) shown.set(path, picture)
  }
  return shown
}

async function small(png: Buffer): Promise<string> {
  const jpeg = await sharp(png, { limitInputPixels: pixelsMax })
    .autoOrient()
    .resize({ width: widthMax, withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 70 })
    .toBuffer()
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`
}
