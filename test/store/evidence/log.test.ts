import { describe, expect, it } from 'vitest'
import { entryText, type NewEntry } from '../../../src/evidence/log/entry.ts'
import { isConsistent, rootFromInclusion } from '../../../src/evidence/tree/check-proof.ts'
import { leafHash, nodeHash } from '../../../src/evidence/tree/merkle.ts'
import { ClockWentBack } from '../../../src/store/evidence/evidence-store.ts'
import type { Store } from '../../../src/store/store.ts'
import { query } from '../database.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at } from '../visits/on-the-way.ts'

let store: Store
let url: string
eachWithStore(async (given) => {
  ;({ store, url } = given)
  await store.evidenceLog.begin('brand.example/morgiana', 'machine-1')
})

const entry = (place: number): NewEntry => ({
  ...{ type: 'event', subject: `subject-${place % 3}`, record: `events/${place}.json` },
  sha256: `${place}`.padStart(64, '0'),
})
const entries = (count: number, from = 0) => Array.from({ length: count }, (_, place) => entry(from + place))
const append = (count: number, from = 0, now = at(0)) => store.evidenceLog.append(entries(count, from), now)
const hashes = (count: number) => entries(count).map((each) => leafHash(Buffer.from(entryText(each, at(0)))))

/** RFC 6962 §2.1, as it is written there. */
function treeHead(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (leaves.length === 1 && only) return only
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  return nodeHash(treeHead(leaves.slice(0, half)), treeHead(leaves.slice(half)))
}

describe('the log of evidence', () => {
  it('is begun once, and says where it stands', async () => {
    const { evidenceLog } = store
    expect(await evidenceLog.tip()).toMatchObject({ origin: 'brand.example/morgiana', size: 0, lastAt: null })
    expect(await evidenceLog.begin('other.example', 'machine-2')).toMatchObject({
      ...{ origin: 'brand.example/morgiana', machine: 'machine-1', size: 0 },
    })
    expect(await append(3)).toEqual([0, 1, 2].map((index) => ({ index, at: at(0) })))
    expect(await evidenceLog.tip()).toEqual({
      ...{ origin: 'brand.example/morgiana', machine: 'machine-1', size: 3, lastAt: at(0) },
      root: treeHead(hashes(3)),
    })
  })

  it('that was never begun takes nothing', async () => {
    await query(url, 'delete from evidence_tip')
    expect(await store.evidenceLog.tip()).toBeNull()
    await expect(append(1)).rejects.toThrow()
  })

  it('numbers what many write at once without a gap, and keeps their exact text', async () => {
    await Promise.all(Array.from({ length: 6 }, (_, place) => append(3, place * 3)))
    const rows = await store.evidenceLog.leaves(0, 99)
    expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: 18 }, (_, index) => index))
    expect(new Set(rows.map(({ body }) => body))).toEqual(new Set(entries(18).map((each) => entryText(each, at(0)))))
    expect((await store.evidenceLog.tip())?.root).toEqual(treeHead(rows.map(({ body }) => leafHash(Buffer.from(body)))))
  })

  it('gives its leaves by place, and by what they are about', async () => {
    await append(7)
    const indexes = (rows: readonly { index: number }[]) => rows.map(({ index }) => index)
    const { evidenceLog } = store
    expect(indexes(await evidenceLog.leaves(2, 3))).toEqual([2, 3, 4])
    expect(indexes(await evidenceLog.leavesOf(['subject-2', 'subject-0']))).toEqual([0, 2, 3, 5, 6])
    expect(indexes(await evidenceLog.leavesAt([5, 1]))).toEqual([1, 5])
    expect([await evidenceLog.leavesOf([]), await evidenceLog.leavesAt([])]).toEqual([[], []])
    expect((await evidenceLog.leaves(6, 9))[0]).toEqual({ index: 6, body: entryText(entry(6), at(0)) })
  })
})

describe('proofs of the log', () => {
  // Over 256 leaves, subtrees of two kept levels stand above one another.
  const sizes = [1, 15, 16, 17, 100, 256, 275]

  it('prove each size of it, each leaf in it, and that it only grew', async () => {
    await append(275)
    const leaves = hashes(275)
    const { evidenceLog } = store
    for (const size of sizes) {
      const root = treeHead(leaves.slice(0, size))
      expect(await evidenceLog.rootAt(size)).toEqual(root)
      const places = [0, size >> 1, size - 1]
      const proofs = await evidenceLog.inclusion(places, size)
      places.forEach((place, nth) => {
        expect(rootFromInclusion(place, size, leaves[place]!, proofs[nth]!)).toEqual(root)
      })
      const last = treeHead(leaves)
      expect(isConsistent({ size, root }, { size: 275, root: last }, await evidenceLog.consistency(size, 275))).toBe(
        true,
      )
    }
    expect(await evidenceLog.consistency(275, 275)).toEqual([])
  })

  it('keep only subtrees of sixteen, and of sixteen such', async () => {
    await append(256)
    expect(await query(url, 'select level, count(*)::int as n from evidence_nodes group by 1 order by 1')).toEqual([
      { level: 4, n: 16 },
      { level: 8, n: 1 },
    ])
  })

  it('fail for a leaf that was changed or taken away since', async () => {
    await append(15)
    const root = treeHead(hashes(15))
    await query(url, `update evidence_log set body = body || ' ' where index = 7`)
    expect(await store.evidenceLog.rootAt(15)).not.toEqual(root)
    await query(url, 'delete from evidence_log where index = 7')
    expect(await store.evidenceLog.rootAt(15)).not.toEqual(root)
  })
})

describe('a clock that goes back', () => {
  const msOn = (ms: number) => new Date(at(10).getTime() + ms)

  it('by up to five seconds is taken, and the log does not go back with it', async () => {
    await append(1, 0, at(10))
    await append(1, 1, msOn(-5_000))
    expect((await store.evidenceLog.tip())?.lastAt).toEqual(at(10))
    await append(1, 2, msOn(1))
    expect((await store.evidenceLog.tip())?.lastAt).toEqual(msOn(1))
  })

  it('by more stops everything until somebody has looked', async () => {
    await append(1, 0, at(10))
    const refused = append(1, 1, msOn(-5_001))
    await expect(refused).rejects.toBeInstanceOf(ClockWentBack)
    await expect(refused).rejects.toThrow(/Put the clock right/)
    expect(await store.evidenceLog.leaves(0, 9)).toHaveLength(1)
  })
})

describe('keys and heads of the log', () => {
  it('are announced in it, each key with its place', async () => {
    const key = { id: 'key-1', purpose: 'log' as const, keyId: 'k1', key: 'base64', recordSha256: 'a'.repeat(64) }
    await append(1)
    expect(await store.evidenceLog.appendKey({ ...entry(1), type: 'key' }, key, at(1))).toEqual({ index: 1, at: at(1) })
    const later = { ...key, id: 'key-0', keyId: 'k2' }
    await store.evidenceLog.appendKey({ ...entry(2), type: 'key' }, later, at(1))
    expect(await store.evidenceLog.keys()).toEqual([
      { ...key, entry: 1 },
      { ...later, entry: 2 },
    ])
  })

  it('are kept as they were first signed, and told apart from those given out', async () => {
    const { evidenceLog } = store
    expect(await evidenceLog.newestHead()).toBeNull()
    await evidenceLog.saveHead(2, 'first', at(1))
    await evidenceLog.saveHead(2, 'again', at(2))
    await evidenceLog.saveHead(9, 'ninth', at(3))
    expect(await evidenceLog.newestHead()).toEqual({
      ...{ size: 9, note: 'ninth', madeAt: at(3), givenAt: null, givenTo: [], stamp: null },
    })
    expect(await evidenceLog.givenHeads()).toEqual([])
    const stamp = { sha256: 'b'.repeat(64), at: at(4) }
    await evidenceLog.replaceNote(9, 'ninth, cosigned', null)
    await evidenceLog.giveHead(9, 'court', 'ninth, cosigned', null, at(5))
    // Its note has another signature by now: whoever holds the old one looks again.
    expect(await evidenceLog.giveHead(9, 'press', 'ninth', stamp, at(6))).toBeNull()
    await evidenceLog.giveHead(2, 'court', 'first', stamp, at(5))
    await evidenceLog.giveHead(2, 'press', 'first', null, at(6))
    await evidenceLog.giveHead(2, 'court', 'first', null, at(7))
    expect(await evidenceLog.givenHeads()).toEqual([
      { size: 2, note: 'first', madeAt: at(1), givenAt: at(5), givenTo: ['press', 'court'], stamp },
      { size: 9, note: 'ninth, cosigned', madeAt: at(3), givenAt: at(5), givenTo: ['court'], stamp: null },
    ])
  })
})
