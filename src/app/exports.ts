import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { Settings } from '../../config/settings.ts'
import { hitsTable } from '../export/hits-table.ts'
import type { TableFormat } from '../export/table.ts'
import { writerOf } from '../export/writer-of.ts'
import type { HitFilter } from '../store/hits/hit-store.ts'
import type { Store } from '../store/store.ts'
import { ExportRefused, type PageExports } from '../web/exports.ts'

/** Each holds a connection and writes as fast as the disk: more at once would starve the reviewers. */
const atOnceMax = 2
/** The page's request has 115 s. */
const pageLimitMs = 100_000

/** Writes all hits of a filter into a file: the whole file or none. @returns how many there were */
export async function exportHits(
  store: Pick<Store, 'hits'>,
  { filter, format, to }: { filter: HitFilter; format: TableFormat; to: string },
): Promise<number> {
  const part = join(dirname(to), `.morgiana-export-${randomBytes(6).toString('hex')}`)
  try {
    const file = await open(part, 'wx', 0o600)
    const rows = await write(store, filter, format, (bytes) => file.appendFile(bytes)).finally(() => file.close())
    await rename(part, to)
    return rows
  } finally {
    await rm(part, { force: true })
  }
}

/** @param put takes bytes in order; the next are made when it is done */
export async function write(
  { hits }: Pick<Store, 'hits'>,
  filter: HitFilter,
  format: TableFormat,
  put: (bytes: Uint8Array) => Promise<void>,
): Promise<number> {
  const writer = writerOf(format, hitsTable)
  const rows = await hits.walk(filter, (batch) => put(writer.rows(batch)))
  await put(writer.end())
  return rows
}

/** Exports as the page asks for them: made on disk first, so that what breaks is said and nobody gets half a file. */
export function pageExports(store: Pick<Store, 'hits'>, { dataFolder }: Pick<Settings, 'dataFolder'>): PageExports {
  const folder = join(dataFolder, 'exports')
  let underWay = 0
  return {
    async hits(filter, format) {
      if (underWay >= atOnceMax) throw new ExportRefused('busy')
      underWay += 1
      const path = join(folder, randomBytes(12).toString('hex'))
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        const file = await open(path, 'wx+', 0o600)
        // Its name goes at once: what is fetched, broken off or killed leaves nothing behind.
        await rm(path)
        try {
          const late = AbortSignal.timeout(pageLimitMs)
          const rows = await write(store, filter, format, async (bytes) => {
            if (late.aborted) throw new ExportRefused('large')
            await file.appendFile(bytes)
          })
          const { size: bytes } = await file.stat()
          // Node's and the browser's word for the same stream, which closes the file.
          const stream = Readable.toWeb(file.createReadStream({ start: 0 })) as ReadableStream<Uint8Array>
          return { rows, bytes, stream }
        } catch (error) {
          await file.close()
          throw error
        }
      } finally {
        underWay -= 1
      }
    },
  }
}
