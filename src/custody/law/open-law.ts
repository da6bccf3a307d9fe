import { readEvent } from '../../evidence/custody/event-record.ts'
import type { Person } from '../../evidence/fields.ts'
import type { Captured } from '../../store/evidence/evidence-store.ts'
import type { Keeper } from '../keeper.ts'
import { type KeeperParts, lawSubject } from '../keeper-parts.ts'
import { type Deletion, type LawStanding, lawStanding } from './law-record.ts'

/** Something may not be held or deleted; why and what to do stands in the message. */
export class LawRefused extends Error {
  override readonly name = 'LawRefused'
}

/** Legal hold, deletion under law, retention. Each is an event of the log; leaves and hashes stay for ever. */
export type Law = {
  standing(): Promise<LawStanding>
  /** What is held is deleted by nobody. @throws LawRefused */
  hold(id: string, by: Person, reason: string): Promise<void>
  release(id: string, by: Person, reason: string): Promise<void>
  /**
   * Logs the deletion, then deletes the bytes: of a capture its record and package, of a purchase all its events' records and
   * files. @param law under which @returns how many files were deleted @throws LawRefused
   */
  delete(id: string, by: Person, law: string, reason: string): Promise<{ event: string; files: number }>
  /** Captures whose time is over: none that is held, was exported, or belongs to a purchase. */
  due(days: number, limit: number): Promise<Captured[]>
  /** Deletes what is due, and what a crash left of earlier deletions. @returns how many captures */
  retain(days: number | null): Promise<number>
}

type Parts = Pick<KeeperParts, 'store' | 'blobs' | 'identity' | 'now'> & { keeper: Pick<Keeper, 'recordAfter'> }
const dayMs = 86_400_000
const atOnce = 100

export function openLaw(parts: Parts): Law {
  const { store, blobs, keeper, identity, now } = parts
  const standing = () => lawStanding(parts)
  /** @throws ChainMoved when somebody has written a hold or a deletion since `last`: what was looked at may not stand */
  const record = async (last: string | null, type: LawType, by: Person, reason: string, details: { of: string }) => {
    const [logged] = await keeper.recordAfter(last, [{ type, subject: lawSubject, by, reason, details }])
    if (!logged) throw new Error(`the event of ${details.of} was not written`)
    return logged
  }
  const remove = async (id: string, known: LawStanding, by: Person, under: string, reason: string) => {
    const records = await bytesOf(id, parts)
    const hold = known.holds.get(id)
    if (hold) throw new LawRefused(`${id} is held since ${hold.at.toISOString()} (${hold.reason}): release it first`)
    if (known.deletions.has(id)) throw new LawRefused(`${id} was deleted already`)
    if (records.length === 0) throw new LawRefused(nothingCalled(id))
    await refuseOrdered(id, known, parts)
    const logged = await record(known.last, 'deleted', by, reason, { of: id, ...{ law: under, records } })
    await erase({ of: id, records }, parts)
    return { logged, files: records.length }
  }
  const dueBy = ({ holds, deletions }: LawStanding, days: number, limit: number): Promise<Captured[]> => {
    const before = new Date(now().getTime() - days * dayMs)
    return store.captures.olderThan(before, [...holds.keys(), ...deletions.keys()], limit)
  }
  return {
    standing,
    hold: async (id, by, reason) => {
      const { deletions, last } = await standing()
      if (deletions.has(id)) throw new LawRefused(`${id} was deleted under law`)
      if ((await bytesOf(id, parts)).length === 0) throw new LawRefused(nothingCalled(id))
      await record(last, 'held', by, reason, { of: id })
    },
    release: async (id, by, reason) => {
      const { holds, last } = await standing()
      if (!holds.has(id)) throw new LawRefused(`${id} is not held`)
      await record(last, 'released', by, reason, { of: id })
    },
    delete: async (id, by, under, reason) => {
      const { logged, files } = await remove(id, await standing(), by, under, reason)
      return { event: logged.id, files }
    },
    due: async (days, limit) => dueBy(await standing(), days, limit),
    retain: async (days) => {
      const known = await standing()
      for (const deletion of known.deletions.values()) {
        const left = await Promise.all(deletion.records.map((each) => blobs.size(each)))
        if (left.some((size) => size !== null)) await erase(deletion, parts)
      }
      const due = days === null ? [] : await dueBy(known, days, atOnce)
      const by = { name: 'morgiana', role: 'software', organisation: identity.organisation }
      // Each is written right after the one before, so that everything is read once for all of them.
      let { last } = known
      for (const { id } of due) {
        const { logged } = await remove(id, { ...known, last }, by, `retention of ${days} days`, 'its time is over')
        last = logged.sha256
      }
      return due.length
    },
  }
}

type LawType = 'held' | 'released' | 'deleted'
const nothingCalled = (id: string): string => `there is no capture and no purchase "${id}"`

/** Hashes of what would be deleted: what something else is, too, stays. */
async function bytesOf(id: string, { store }: Parts): Promise<string[]> {
  const capture = await store.captures.load(id)
  if (capture) return [capture.recordSha256, capture.waczSha256]
  const events = await store.custody.of([id])
  if (!events.some(({ type }) => type === 'ordered')) return []
  const files = events.flatMap((each) => each.files.map(({ sha256 }) => sha256))
  const shared = new Set(await store.custody.usedElsewhere(files, id))
  return [...new Set([...events.map(({ sha256 }) => sha256), ...files.filter((each) => !shared.has(each))])]
}

/** A purchase that is kept is nothing without the capture that it was ordered from. */
async function refuseOrdered(id: string, { deletions }: LawStanding, { store, blobs }: Parts): Promise<void> {
  const capture = await store.captures.load(id)
  if (!capture || capture.listing === null) return
  const listing = { marketplace: capture.marketplace, id: capture.listing }
  for (const { id: purchase } of await store.custody.purchases(atOnce, listing)) {
    if (deletions.has(purchase)) continue
    for (const { type, sha256 } of await store.custody.of([purchase])) {
      const bytes = type === 'ordered' ? await blobs.load(sha256) : null
      const order = bytes && readEvent(bytes)
      if (order?.type === 'ordered' && order.details.capture === id)
        throw new LawRefused(`${id} belongs to the purchase ${purchase}: delete that one first`)
    }
  }
}

async function erase({ of, records }: Pick<Deletion, 'of' | 'records'>, { store, blobs }: Parts): Promise<void> {
  await store.captures.forget(of)
  await store.custody.withdraw(of)
  for (const sha256 of records) await blobs.remove(sha256)
}
