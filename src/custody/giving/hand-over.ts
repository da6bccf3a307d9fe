import type { HeadRow } from '../../store/evidence/evidence-store.ts'
import type { GivingRow } from '../../store/evidence/giving-store.ts'
import type { KeeperParts } from '../keeper-parts.ts'
import type { LogKeys } from '../log-keys.ts'
import { giveDue } from './give-due.ts'
import { stampOf, writeHead } from './head-files.ts'
import type { Witness } from './target.ts'

/** Hands heads that are due to those of the settings, by the name that each has. */
export function openHandOver(parts: KeeperParts, keys: LogKeys) {
  const { store, blobs, stamps, targets, witnesses, log, now } = parts
  const heads = store.evidenceLog

  const handOver = async ({ target: name, size }: GivingRow): Promise<void> => {
    const head = await heads.headAt(size)
    if (!head) throw new Error(`there is no head of ${size}`)
    const witness = witnesses.find((each) => each.name === name)
    if (witness) return cosign(head, witness)
    const target = targets.find((each) => each.name === name)
    if (!target) throw new Error('it is no longer among the settings')
    const stamp = await stampOf(head, parts)
    if (!stamp && stamps.isSet) throw new Error('it waits for the time stamp of this head')
    const { origin } = await keys.begin()
    await target.give({ origin, size, note: head.note, stamp: stamp && (await blobs.load(stamp.sha256)) })
    await heads.giveHead(size, name, head.note, stamp, now())
  }

  const cosign = async (head: HeadRow, witness: Witness): Promise<void> => {
    const { size } = head
    const state = (await store.givings.state()).find(({ newest }) => newest.target === witness.name)
    const note = await witness.cosign(head, state?.given?.size ?? 0, (old) => heads.consistency(old, size))
    // A stamp is of the exact note: one that had one gets another.
    const stamp = head.stamp ? await stampOf({ size, note }, parts) : null
    if (head.stamp && !stamp) throw new Error('it signed, but the head with its signature could not be stamped')
    await heads.replaceNote(size, note, stamp)
    const row = await heads.giveHead(size, witness.name, note, stamp, now())
    if (row) await writeHead(row, parts)
  }

  const of = (each: readonly { name: string }[]) => each.map(({ name }) => name)
  return {
    outside: { witnesses: of(witnesses), all: of([...witnesses, ...targets]) },
    giveDue: (names: readonly string[]) => giveDue(names, handOver, { givings: store.givings, log, now }),
  }
}
