import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../evidence/hash.ts'
import { readCheckpoint, signCheckpoint } from '../evidence/log/checkpoint.ts'
import { vkeyText } from '../evidence/log/verifier-key.ts'
import { isConsistent } from '../evidence/tree/check-proof.ts'
import type { HeadRow } from '../store/evidence/evidence-store.ts'
import type { Head } from './keeper.ts'
import type { KeeperParts } from './keeper-parts.ts'
import type { LogKeys } from './log-keys.ts'

/** The log does not go on from what was signed before: somebody has changed it. */
class LogBroken extends Error {
  override readonly name = 'LogBroken'
}

/** Signs heads; never one that is not consistent with those before. */
export function openHeads({ store, blobs, stamps, headFolder, now }: KeeperParts, keys: LogKeys) {
  const log = store.evidenceLog

  /** @throws LogBroken */
  const current = async (): Promise<Head> => {
    const { origin } = await keys.begin()
    const tip = await log.tip()
    if (!tip) throw new Error('there is no log')
    const { size, root } = tip
    const signer = await keys.logSigner()
    const key = vkeyText(signer.key)
    const before = await log.newestHead()
    if (before?.size === size) {
      const kept = readCheckpoint(Buffer.from(before.note))
      if (!kept.root.equals(root))
        throw new LogBroken(`the log of ${size} entries is not the one whose head was signed`)
      return { origin, size, root, note: before.note, key }
    }
    if (before) await holdTo(before, { size, root })
    const note = signCheckpoint({ origin, size, root }, [signer])
    await log.saveHead(size, note, now())
    return { origin, size, root, note, key }
  }

  const holdTo = async (before: HeadRow, next: { size: number; root: Buffer }): Promise<void> => {
    const old = readCheckpoint(Buffer.from(before.note))
    const proof = old.size < next.size ? await log.consistency(old.size, next.size) : []
    if (!isConsistent(old, next, proof)) {
      throw new LogBroken(
        `the log of ${next.size} entries does not go on from the head of ${old.size} that was signed at ${before.madeAt.toISOString()}: nothing is signed`,
      )
    }
  }

  const give = async (to: string): Promise<{ head: Head; row: HeadRow }> => {
    const head = await current()
    const known = (await log.givenHeads()).find(({ size }) => size === head.size)
    // A head that was stamped once is stamped: its text has not changed.
    const stamp = known?.stamp ? null : await stamps.stamp(Buffer.from(head.note))
    if (stamp) await blobs.save(stamp.response)
    const stampRow = stamp && { sha256: sha256(stamp.response), at: stamp.at }
    await log.giveHead(head.size, to, head.note, stampRow, now())
    const row = (await log.givenHeads()).find(({ size }) => size === head.size)
    if (!row) throw new Error(`the head of ${head.size} was not written down`)
    await writeOut(head, row)
    return { head, row }
  }

  /** The folder is what somebody copies away: the note, and its stamp beside it. */
  const writeOut = async (head: Head, { stamp }: HeadRow): Promise<void> => {
    await mkdir(headFolder, { recursive: true, mode: 0o755 })
    const path = join(headFolder, `head-${head.size}.txt`)
    const response = stamp && (await blobs.load(stamp.sha256))
    for (const [name, bytes] of [
      [`${path}.tsr`, response],
      [path, Buffer.from(head.note)],
    ] as const) {
      if (!bytes) continue
      await writeFile(`${name}.part`, bytes)
      await rename(`${name}.part`, name)
    }
  }

  return { current, give }
}
