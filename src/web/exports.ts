import type { TableFormat } from '../export/table.ts'
import type { HitFilter } from '../store/hits/hit-store.ts'

/** Why no file was made: others are being made, or it would take longer than a request may. */
export class ExportRefused extends Error {
  override readonly name = 'ExportRefused'
  readonly why: 'busy' | 'large'
  constructor(why: 'busy' | 'large') {
    super(why)
    this.why = why
  }
}

/** What the page hands out as files. */
export type PageExports = {
  /** All hits of a filter, in the list's order. @throws ExportRefused */
  hits(
    filter: HitFilter,
    format: TableFormat,
  ): Promise<{ rows: number; bytes: number; stream: ReadableStream<Uint8Array> }>
}
