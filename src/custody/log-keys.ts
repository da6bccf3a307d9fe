import { toBase64 } from '../evidence/base64.ts'
import { sha256 } from '../evidence/hash.ts'
import { recordPath } from '../evidence/log/entry.ts'
import { keyReason, signKeyRecord } from '../evidence/log/key-record.ts'
import { vkeyText } from '../evidence/log/verifier-key.ts'
import type { KeyRow } from '../store/evidence/evidence-store.ts'
import type { KeeperParts } from './keeper-parts.ts'
import type { LogSigner, PackageSigner } from './signing-keys.ts'

/** The keys of the log: announced in it, each signed by the one before. */
export type LogKeys = {
  /** Makes the log and its first keys where there are none. */
  begin(): Promise<{ origin: string; machine: string }>
  logSigner(): Promise<LogSigner>
  packageSigner(): Promise<PackageSigner>
  rotate(purpose: 'log' | 'wacz', reason: string): Promise<{ id: string; entry: number }>
}

export function openLogKeys({ store, blobs, keys, identity, now }: KeeperParts): LogKeys {
  let begun: Promise<{ origin: string; machine: string }> | null = null
  const newest = async (purpose: KeyRow['purpose']): Promise<KeyRow | null> =>
    (await store.evidenceLog.keys()).findLast((each) => each.purpose === purpose) ?? null

  const announce = async (
    purpose: 'log' | 'wacz',
    next: LogSigner | PackageSigner,
    reason: string,
    before: { origin: string; signers: readonly LogSigner[] },
  ): Promise<{ id: string; entry: number }> => {
    const known = await store.evidenceLog.keys()
    const replaced = known.findLast((each) => each.purpose === purpose) ?? null
    const id = `${purpose === 'log' ? 'key' : 'wacz'}-${known.filter((each) => each.purpose === purpose).length + 1}`
    const at = now()
    const key = 'key' in next ? vkeyText(next.key) : toBase64(next.spki)
    const record = { id, purpose, key, from: at.toISOString(), replaces: replaced?.id ?? null, reason }
    const text = Buffer.from(signKeyRecord(record, before.signers))
    const saved = await blobs.save(text)
    const entry = { subject: id, record: recordPath.key(id), sha256: sha256(text) }
    const place = await store.evidenceLog.appendKey(
      { type: known.length === 0 ? 'log' : 'key', ...entry },
      { id, purpose, keyId: next.keyId, key, recordSha256: saved },
      at,
    )
    return { id, entry: place.index }
  }

  const start = async (): Promise<{ origin: string; machine: string }> => {
    const { origin, machine } = await store.evidenceLog.begin(identity.origin, identity.machine)
    if (!(await newest('log'))) {
      const first = await keys.newLogKey(origin)
      await announce('log', first, 'first', { origin, signers: [first] })
    }
    if (!(await newest('wacz'))) {
      const signer = await logSignerOf(origin)
      await announce('wacz', await keys.newPackageKey(), 'first', { origin, signers: [signer] })
    }
    return { origin, machine }
  }
  const logSignerOf = async (origin: string): Promise<LogSigner> => {
    const row = await newest('log')
    if (!row) throw new Error('the log has no key')
    return keys.logKey(row.keyId, origin)
  }
  const begin = (): Promise<{ origin: string; machine: string }> => {
    begun ??= start().catch((error: unknown) => {
      begun = null
      throw error
    })
    return begun
  }
  return {
    begin,
    logSigner: async () => logSignerOf((await begin()).origin),
    packageSigner: async () => {
      await begin()
      const row = await newest('wacz')
      if (!row) throw new Error('the log has no key for captures')
      return keys.packageKey(row.keyId)
    },
    rotate: async (purpose, reason) => {
      if (!keyReason.test(reason) || reason === 'first') {
        throw new Error('the reason is one of: yearly change, lost, compromised, other and words')
      }
      const { origin } = await begin()
      if (purpose === 'wacz') {
        return announce('wacz', await keys.newPackageKey(), reason, { origin, signers: [await logSignerOf(origin)] })
      }
      const next = await keys.newLogKey(origin)
      // A lost key cannot sign: the new one stands alone, and who verifies must know it from elsewhere.
      const signers = reason === 'lost' ? [next] : [await logSignerOf(origin), next]
      return announce('log', next, reason, { origin, signers })
    },
  }
}
