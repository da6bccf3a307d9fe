import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../../config/settings.ts'
import { printPage } from '../crawler/print-page.ts'
import { productToken, version } from '../crawler/request-headers.ts'
import { type Exported, type ExportOrder, exportBundle } from '../custody/export-bundle.ts'
import type { Keeper } from '../custody/keeper.ts'
import { type Law, openLaw } from '../custody/law/open-law.ts'
import type { Looking } from '../custody/looking/looking.ts'
import { openLooking } from '../custody/looking/open-looking.ts'
import { openKeeper } from '../custody/open-keeper.ts'
import { openPurchases } from '../custody/purchases/open-purchases.ts'
import type { Purchases } from '../custody/purchases/purchases.ts'
import { reportMaker } from '../custody/report.ts'
import { openSigningKeys } from '../custody/signing-keys.ts'
import { openTimeStamps } from '../custody/time-stamps.ts'
import { verifyLog, verifyOwn } from '../custody/verify-own.ts'
import { fromPem } from '../evidence/pem.ts'
import type { Depth } from '../evidence/verify/capture.ts'
import type { Findings } from '../evidence/verify/findings.ts'
import type { Trust } from '../evidence/verify/trust.ts'
import { StartRefused } from '../model/start-refused.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../telemetry/log.ts'
import { type Blobs, openBlobs } from '../vault/blobs.ts'
import { headReceivers, type ReceiverSettings } from './head-receivers.ts'

export { NothingToExport } from '../custody/bundle-content.ts'
export { ExportRefused } from '../custody/export-bundle.ts'
export { LawRefused } from '../custody/law/open-law.ts'
export { openBundle } from '../custody/open-bundle.ts'
export { labelOf } from '../custody/purchases/label-of.ts'
export { PurchaseRefused } from '../custody/purchases/purchases.ts'
export { readTrust } from '../custody/read-trust.ts'

/** Everything that has to do with evidence, on one store and one data folder. */
export type Evidence = {
  keeper: Keeper
  blobs: Blobs
  purchases: Purchases
  looking: Looking
  law: Law
  export(order: ExportOrder): Promise<Exported>
  /** @param depth left out: the contents of one capture, of all only that they are what was sealed */
  verify(only: string | null, trust: Trust, depth?: Depth): Promise<Findings>
  /** The log alone, against the heads that this machine knows. */
  verifyLog(): Promise<Findings>
}

type EvidenceSettings = Pick<
  Settings,
  'dataFolder' | 'timeStamps' | 'timeStampRoots' | 'evidenceOrigin' | 'organisation' | 'chromium' | 'searchPath'
> &
  ReceiverSettings

/** @throws StartRefused (configuration) for time-stamp authorities without roots that can be read */
export async function openEvidence(settings: EvidenceSettings, store: Store, log: Log): Promise<Evidence> {
  const now = () => new Date()
  const folder = join(settings.dataFolder, 'evidence')
  const blobs = await openBlobs(join(settings.dataFolder, 'vault', 'evidence'))
  const stamps = openTimeStamps({ urls: settings.timeStamps, roots: await timeStampRoots(settings), log, now })
  const keys = openSigningKeys(join(folder, 'keys'))
  const machine = `machine-${randomBytes(6).toString('hex')}`
  const identity = {
    origin: settings.evidenceOrigin ?? `${machine}.invalid/morgiana`,
    machine,
    organisation: settings.organisation,
  }
  const software = { name: productToken, version }
  const outside = { ...headReceivers(settings, now), headFolder: join(folder, 'heads') }
  const parts = { store, blobs, keys, stamps, identity, software, ...outside, log, now }
  const keeper = openKeeper(parts)
  const print = (html: string) => printPage(html, settings)
  return {
    keeper,
    blobs,
    purchases: openPurchases({ ...parts, keeper }),
    looking: openLooking({ ...parts, keeper }),
    law: openLaw({ ...parts, keeper }),
    export: (order) => exportBundle(order, { ...parts, keeper, report: reportMaker(parts, print) }),
    verify: (only, trust, depth) => verifyOwn(only, trust, parts, depth),
    verifyLog: () => verifyLog(parts),
  }
}

/** @throws StartRefused (configuration) when there are none that can be read */
export async function timeStampRoots({
  timeStamps,
  timeStampRoots: file,
}: Pick<Settings, 'timeStamps' | 'timeStampRoots'>): Promise<Buffer[]> {
  if (file === null) {
    if (timeStamps.length === 0) return []
    throw new StartRefused(
      'MORGIANA_TSA needs MORGIANA_TSA_ROOTS, a file with the root certificates that its stamps must lead to',
      'configuration',
    )
  }
  const roots = await readFile(file, 'utf8').then(
    (text) => fromPem(text, 'CERTIFICATE'),
    (error: unknown) => {
      throw new StartRefused(
        `MORGIANA_TSA_ROOTS: ${error instanceof Error ? error.message : String(error)}`,
        'configuration',
      )
    },
  )
  if (roots.length === 0)
    throw new StartRefused(`MORGIANA_TSA_ROOTS: there is no certificate in ${file}`, 'configuration')
  return roots
}
