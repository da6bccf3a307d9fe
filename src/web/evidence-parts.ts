import type { Exported } from '../custody/export-bundle.ts'
import type { Looking } from '../custody/looking/looking.ts'
import type { Purchase, Purchases } from '../custody/purchases/purchases.ts'
import type { Findings } from '../evidence/verify/findings.ts'
import type { Captured } from '../store/evidence/evidence-store.ts'

/** What the page is handed of evidence. */
export type EvidenceParts = {
  organisation: string
  looking: Looking
  purchases: Purchases
  /** The label of its bag as SVG; null before it is bagged. */
  label(purchase: Purchase): string | null
  /** Something of the vault, as it was handed in. */
  file(sha256: string): Promise<Buffer | null>
  /** A picture as anybody may look at it: WebP, without what was hidden in it; null when it cannot be shown. */
  shown(bytes: Uint8Array): Promise<Buffer | null>
  /** Orders a capture of a hit's listing. @returns the job's id */
  captureNow(
    hit: { id: string; marketplace: string; listing: string; url: string; brand: string },
    by: string,
  ): Promise<string>
  /** Orders a second look of a captured page, from another session, through another proxy where there is one. @returns the job's id */
  captureAgain(row: Captured, by: string): Promise<string>
  /** Everything about one capture, on this machine. */
  verify(id: string): Promise<Findings>
  /** A sealed bundle in this machine's folder of exports. @throws ExportRefused, NothingToExport, by name */
  export(order: {
    ids: readonly string[]
    purpose: string
    recipient: string | null
    by: string
    role: string
  }): Promise<Exported>
  /** The bytes of a bundle that was exported; null when there is none of this name. */
  bundle(name: string): Promise<{ bytes: number; stream: ReadableStream<Uint8Array> } | null>
}
