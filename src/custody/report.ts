import sharp from 'sharp'
import { type ReportedCapture, reportPage } from '../evidence/bundle/report-page.ts'
import { wholeEntry } from '../evidence/zip/unpack-entry.ts'
import { readZipDirectory, sourceOf } from '../evidence/zip/zip-entries.ts'
import type { IncludedCapture } from './bundle-content.ts'
import type { ExportParts } from './export-bundle.ts'
import type { KeeperParts } from './keeper-parts.ts'

/** A page that is higher than so many tiles is shown by its beginning; the whole of it is in the package. */
const tilesMax = 3
const widthMax = 900

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

async function small(png: Buffer): Promise<string> {
  const jpeg = await sharp(png)
    .resize({ width: widthMax, withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 70 })
    .toBuffer()
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`
}
