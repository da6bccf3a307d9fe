import { readCheckpoint, signCheckpoint } from '../evidence/log/checkpoint.ts'
import { vkeyText } from '../evidence/log/verifier-key.ts'
import { isConsistent } from '../evidence/tree/check-proof.ts'
import type { HeadRow } from '../store/evidence/evidence-store.ts'
import { openHandOver } from './giving/hand-over.ts'
import { stampOf, writeHead } from './giving/head-files.ts'
import type { Head } from './keeper.ts'
import type { KeeperParts } from './keeper-parts.ts'
import type { LogKeys } from './log-keys.ts'

/** The log does not go on from what was signed before: somebody has changed it. */
class LogBroken extends Error {
  override readonly name = 'LogBroken'
}

const triesMax = 3

/** Signs heads; never one that is not consistent with those before. */
export function openHeads(parts: KeeperParts, keys: LogKeys) {
  const { store, now } = parts
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

  const { outside, giveDue } = openHandOver(parts, keys)

  const give = async (to: string): Promise<{ head: Head; row: HeadRow }> => {
    const { size } = await current()
    await store.givings.plan(outside.all, size, now())
    // Their signatures are part of the note, so they are asked before it is stamped.
    await giveDue(outside.witnesses)
    for (let tries = 0; tries < triesMax; tries++) {
      const head = await current()
      const stamp = await stampOf(head, parts)
      const row = await log.giveHead(head.size, to, head.note, stamp, now())
      if (!row) continue
      await writeHead(row, parts)
      return { head, row }
    }
    throw new Error('the head was changed by somebody else again and again')
  }

  return { current, give, giveDue: () => giveDue(outside.all) }
}
