import { createReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Settings } from '../../config/settings.ts'
import { labelOf } from '../custody/purchases/label-of.ts'
import { labelSvg } from '../evidence/label/label.ts'
import { noTrust } from '../evidence/verify/trust.ts'
import type { CaptureJob } from '../store/evidence/evidence-store.ts'
import { reencode } from '../vault/picture.ts'
import type { EvidenceParts } from '../web/evidence-parts.ts'
import type { Evidence } from './evidence.ts'

type Parts = {
  evidence: Evidence
  settings: Pick<Settings, 'dataFolder' | 'organisation' | 'legalBasis'>
  /** Writes a capture down and queues it. @returns the job's id */
  order(job: Omit<CaptureJob, 'id' | 'requestedAt'>): Promise<string>
  now: () => Date
}

/** Photographs of a phone, to look at on a screen. */
const shownMax = { side: 1_600, pixels: 120_000_000 }
/** A bundle is fetched right after it was made; what is older is made again. */
const exportKeptMs = 86_400_000

/** Evidence as the page works with it. */
export function pageEvidence({ evidence, settings, order, now }: Parts): EvidenceParts {
  const { organisation, legalBasis, dataFolder } = settings
  const { purchases, looking, blobs } = evidence
  const exports = join(dataFolder, 'evidence', 'exports')
  return {
    ...{ organisation, purchases, looking },
    label: (purchase) => {
      const label = labelOf(purchase, organisation)
      return label && labelSvg(label)
    },
    file: (sha256) => blobs.load(sha256),
    shown: async (bytes) => {
      const picture = await reencode(bytes, shownMax)
      return picture.kind === 'picture' ? picture.bytes : null
    },
    captureNow: ({ id: hit, brand, ...listing }, by) => {
      const person = { name: by, role: 'reviewer', organisation }
      const requested = { by: person, onBehalfOf: brand, legalBasis, purpose: 'captured now, on the page' }
      return order({ ...listing, hit, kind: 'listing', requested })
    },
    captureAgain: ({ id: secondOf, marketplace, kind, url, listing, hit }, by) => {
      const person = { name: by, role: 'reviewer', organisation }
      const purpose = 'a second look, ordered on the page'
      const requested = { by: person, onBehalfOf: organisation, legalBasis, purpose }
      return order({ ...{ marketplace, kind, url, listing, hit }, secondOf, requested })
    },
    verify: (id) => evidence.verify(id, noTrust),
    export: async ({ ids, purpose, recipient, by, role }) => {
      await mkdir(exports, { recursive: true, mode: 0o700 })
      await removeOld(exports, now())
      const part = join(exports, `part-${process.pid}-${now().getTime()}.zip`)
      const person = { name: by, role, organisation }
      const exported = await evidence.export({ ids, to: part, purpose, by: person, recipient, unstamped: false })
      await rename(part, join(exports, `${exported.bundle}.zip`))
      return exported
    },
    bundle: async (name) => {
      const path = join(exports, `${name}.zip`)
      const bytes = await stat(path).then(
        ({ size }) => size,
        () => null, // it was never made, or is gone
      )
      // Node's and the browser's word for the same stream.
      return bytes === null
        ? null
        : { bytes, stream: Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array> }
    },
  }
}

async function removeOld(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name))
    if (now.getTime() - mtimeMs > exportKeptMs) await rm(join(folder, name), { force: true, recursive: true })
  }
}
