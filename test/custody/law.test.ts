import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLaw } from '../../src/custody/law/open-law.ts'
import { noTrust } from '../../src/evidence/verify/trust.ts'
import { hasOpenssl } from '../evidence/test-authority.ts'
import { query } from '../store/database.ts'
import { buy } from './bought.ts'
import { dana, type Ground, openGround, unsealed } from './ground.ts'

const law = 'GDPR Art. 17(1)(b)'

describe.skipIf(!hasOpenssl)('evidence', () => {
  let ground: Ground
  beforeAll(async () => {
    ground = await openGround()
    for (const id of ['cap-listing', 'cap-held', 'cap-old'])
      await ground.keeper.keepCapture(await unsealed(id, id === 'cap-listing' ? 'listing' : 'seller'))
    await ground.keeper.giveHead('the other side')
  }, 60_000)
  afterAll(() => ground.close())
  const verified = async (only: string | null = null) => {
    const { faults, notes } = await ground.verify(only, noTrust)
    return { faults, notes: notes.map(({ file, says }) => `${file}: ${says}`) }
  }

  it('that is held is deleted by nobody, until it is released', async () => {
    await ground.law.hold('cap-held', dana, 'case 7')
    await expect(ground.law.delete('cap-held', dana, law, 'asked for')).rejects.toThrow(/held since .*case 7.*release/)
    expect((await ground.law.standing()).holds.get('cap-held')).toMatchObject({ by: dana.name, reason: 'case 7' })
    // A hold stands in the log: no row that is changed lifts it.
    expect((await ground.law.due(0, 9)).map(({ id }) => id)).not.toContain('cap-held')
    expect((await verified()).faults).toEqual([])
  }, 30_000)

  it('that belongs to a purchase goes after the purchase alone', async () => {
    await buy(ground, 'buy-9', ['ordered', 'paid', 'received', 'photographed'])
    await expect(ground.law.delete('cap-listing', dana, law, 'asked for')).rejects.toThrow(/belongs to .*buy-9/)
    await ground.law.delete('buy-9', dana, law, 'asked for')
    const { faults, notes } = await verified()
    expect(faults).toEqual([])
    expect(notes).toContainEqual(expect.stringMatching(/^data\/events\/ev-.*: deleted under law on 2.*GDPR Art/))
    await expect(ground.export(['buy-9'], `${ground.folder}/gone`)).rejects.toThrow()
  }, 30_000)

  it('that is deleted under law leaves its leaf, its hashes and who deleted it why, and is not called broken', async () => {
    const before = await ground.store.captures.load('cap-listing')
    const leaf = await ground.store.evidenceLog.leavesAt([before!.entry])
    await ground.law.delete('cap-listing', dana, law, 'a seller asked for it')
    expect(await ground.blobs.size(before!.waczSha256)).toBeNull()
    expect(await ground.store.captures.load('cap-listing')).toMatchObject({ title: '', url: '', final: '' })
    expect(await ground.store.evidenceLog.leavesAt([before!.entry])).toEqual(leaf)
    const { faults, notes } = await verified()
    expect(faults).toEqual([])
    expect(notes).toContainEqual(
      expect.stringMatching(
        /^data\/captures\/cap-listing\/capture.json: deleted under law on .* \(GDPR Art. 17\(1\)\(b\)\)/,
      ),
    )
    expect((await verified('cap-listing')).notes).toHaveLength(2)
    await expect(ground.law.delete('cap-listing', dana, law, 'again')).rejects.toThrow(/deleted already/)
    await expect(ground.law.hold('cap-listing', dana, 'late')).rejects.toThrow(/deleted under law/)
  }, 30_000)

  it('whose time is over is deleted by itself, but for what is held or was handed over', async () => {
    await ground.keeper.keepCapture(await unsealed('cap-exported', 'seller'))
    await ground.export(['cap-exported'], `${ground.folder}/handed-over`)
    await query(ground.database.url, `update captures set finished_at = now() - interval '400 days'`)
    // Of a listing that was bought every capture is kept.
    expect(await ground.law.due(365, 9)).toEqual([])
    await query(ground.database.url, `update captures set listing_id = 'never-bought'`)
    expect(await ground.law.retain(null)).toBe(0)
    expect((await ground.law.due(365, 9)).map(({ id }) => id)).toEqual(['cap-old'])
    expect(await ground.law.retain(365)).toBe(1)
    expect((await ground.law.standing()).deletions.get('cap-old')).toMatchObject({ law: 'retention of 365 days' })
  }, 30_000)

  it('that somebody deleted without the law is broken, and what a crash left of a deletion is deleted later', async () => {
    const held = await ground.store.captures.load('cap-held')
    const bytes = await ground.blobs.load(held!.waczSha256)
    await ground.blobs.remove(held!.waczSha256)
    expect((await verified('cap-held')).faults.map(({ code }) => code)).toContain('missing')
    await ground.blobs.save(bytes!)
    const old = await ground.store.captures.load('cap-old')
    await ground.keeper.keepCapture(await unsealed('cap-again', 'seller'))
    // As a kill between the event and the deletion leaves it.
    const { deletions } = await ground.law.standing()
    expect(deletions.get('cap-old')?.records).toContain(old!.recordSha256)
    const crashing = openLaw({
      ...ground.parts,
      blobs: {
        ...ground.blobs,
        remove: () => {
          throw new Error('killed')
        },
      },
      keeper: ground.keeper,
    })
    await expect(crashing.delete('cap-again', dana, law, 'asked for')).rejects.toThrow('killed')
    const again = await ground.store.captures.load('cap-again')
    expect(await ground.blobs.size(again!.waczSha256)).not.toBeNull()
    await ground.law.retain(null)
    expect(await ground.blobs.size(again!.waczSha256)).toBeNull()
    expect((await verified()).faults).toEqual([])
  }, 30_000)
})
