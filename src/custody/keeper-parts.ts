import type { Store } from '../store/store.ts'
import type { Log } from '../telemetry/log.ts'
import type { Blobs } from '../vault/blobs.ts'
import type { HeadTarget, Witness } from './giving/target.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { TimeStamps } from './time-stamps.ts'

/** What a keeper keeps with. */
export type KeeperParts = {
  store: Pick<Store, 'evidenceLog' | 'captures' | 'custody' | 'givings' | 'audit'>
  blobs: Blobs
  keys: SigningKeys
  stamps: TimeStamps
  /** The log's name where none was begun, and who runs this installation. */
  identity: { origin: string; machine: string; organisation: string }
  software: { name: string; version: string }
  /** Who outside is given heads, by the settings. */
  targets: readonly HeadTarget[]
  witnesses: readonly Witness[]
  /** Where heads that are given out are written, one file a head. */
  headFolder: string
  log: Log
  now: () => Date
}

/** The subject of the events that carry the audit log's head. */
export const auditSubject = 'audit-log'
/** The subject of the events of holds and deletions: they are of this installation, and in no bundle. */
export const lawSubject = 'evidence-law'
