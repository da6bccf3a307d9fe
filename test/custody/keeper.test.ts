import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBundle } from '../../src/custody/open-bundle.ts'
import { verifyBundle } from '../../src/evidence/verify/bundle.ts'
import { openFindings } from '../../src/evidence/verify/findings.ts'
import { noTrust } from '../../src/evidence/verify/trust.ts'
import { openJudge } from '../evidence/judge.ts'
import { hasOpenssl } from '../evidence/test-authority.ts'
import { query } from '../store/database.ts'
import { dana, eve, type Ground, openGround, unsealed } from './ground.ts'

/** Holds for the verifier from outside, where it is here. */
async function heldOutside(bundle: string): Promise<void> {
  const judge = openJudge()
  if (judge) expect(await judge.judge(bundle)).toEqual({ ok: true, faults: [] })
  judge?.close()
}
const now = () => new Date().toISOString()
const price = { amount: '29.90', currency: 'USD' }

async function bought({ keeper }: Ground): Promise<void> {
  const record = (
    type: Parameters<typeof keeper.recordEvent>[0]['type'],
    details: Record<string, unknown>,
    by = dana,
    files = false,
  ) =>
    keeper.recordEvent({
      ...{ type, subject: 'buy-1', by, reason: 'case 7', details },
      ...(files && {
        files: [{ name: 'parcel.png', what: 'the parcel', type: 'image/png', bytes: Buffer.from('a picture') }],
      }),
    })
  const seller = { name: 'Harbour Goods' }
  await record('ordered', {
    ...{
      marketplace: 'bazaar',
      listing: 'item-4711',
      url: 'http://market.example/item-4711',
      capture: 'cap-listing',
      seller,
    },
    ...{
      order: 'o-1',
      item: 'shoe',
      quantity: 1,
      price,
      buyerName: 'B. Uyer',
      deliveryAddress: '1 Some Street',
      orderedAt: now(),
    },
  })
  await record('paid', { reference: 'p-1', method: 'card', price, paidAt: now() })
  await record('received', {
    carrier: 'Post',
    tracking: 't-1',
    receivedAt: now(),
    condition: 'whole',
    sender: 'unknown',
  })
  await record('photographed', { bag: 'B-1' }, dana, true)
  await record('bagged', { bag: 'B-1', contents: 'one shoe', sealedAt: now(), witness: eve })
  const acceptance = [dana, eve].map(({ name }) => ({ by: name, at: now(), statement: 'seal intact' }))
  await record('transferred', { bag: 'B-1', from: dana, to: eve, handedOverAt: now(), sealIntact: true, acceptance })
}

describe.skipIf(!hasOpenssl)('the keeper of evidence', () => {
  let ground: Ground
  let head: string
  beforeAll(async () => {
    ground = await openGround()
    for (const kind of ['listing', 'seller'] as const)
      await ground.keeper.keepCapture(await unsealed(`cap-${kind}`, kind))
    await ground.keeper.giveHead('the other side')
    head = `head-${(await ground.keeper.head()).size}.txt`
    for (const kind of ['search', 'refused'] as const)
      await ground.keeper.keepCapture(await unsealed(`cap-${kind}`, kind))
    await bought(ground)
  }, 120_000)
  afterAll(() => ground.close())

  const tampered = async (statement: string, undo: string): Promise<string[]> => {
    await query(ground.database.url, statement)
    try {
      return (await ground.verify(null, noTrust)).faults.map(({ file, says }) => `${file}: ${says}`)
    } finally {
      await query(ground.database.url, undo)
    }
  }

  it('keeps its keys where nobody else reads them', () => {
    const files = readdirSync(join(ground.folder, 'keys')).map(
      (name) => statSync(join(ground.folder, 'keys', name)).mode & 0o777,
    )
    expect(files).toEqual([0o600, 0o600])
  })

  it('keeps captures that verify on this machine', async () => {
    const { faults, checked } = await ground.verify(null, noTrust)
    expect(faults).toEqual([])
    expect(checked).toMatchObject({ captures: 4, entries: 12, events: 6 })
    expect((await ground.verify('cap-listing', noTrust)).faults).toEqual([])
  })

  it.each(['bundle', 'bundle.zip'])(
    'exports a sealed %s that holds for us and for the verifier from outside',
    async (name) => {
      const to = join(ground.folder, name)
      const ids = ['cap-listing', 'cap-seller', 'cap-search', 'cap-refused', 'buy-1']
      const exported = await ground.export(ids, to)
      expect(exported.captures).toHaveLength(4)
      const findings = openFindings()
      const bundle = await openBundle(to, findings)
      const { faults } = await verifyBundle(bundle!.files, noTrust, new Date(), findings)
      await bundle!.close()
      expect(faults).toEqual([])
      expect(readdirSync(ground.folder).filter((each) => each.endsWith('.part'))).toEqual([])
      await heldOutside(to)
    },
    60_000,
  )

  it('looks at every byte of all, and at every part of one', async () => {
    const row = (await ground.store.captures.list({ limit: 1 }))[0]!
    const path = join(ground.folder, 'vault', row.waczSha256.slice(0, 2), row.waczSha256.slice(2))
    const whole = readFileSync(path)
    const harmed = Buffer.from(whole)
    const at = harmed.indexOf('screenshots/viewport.png') + 2_000
    harmed[at] = harmed[at]! ^ 1
    writeFileSync(path, harmed)
    const harmedFiles = async (only: string | null) =>
      (await ground.verify(only, noTrust)).faults.map(({ file }) => file)
    const wacz = `data/captures/${row.id}/capture.wacz`
    for (const only of [null, row.id]) {
      expect(await harmedFiles(only)).toContain(wacz)
      expect((await harmedFiles(only)).some((file) => file.startsWith(`${wacz}!`))).toBe(true)
    }
    writeFileSync(path, whole)
    expect(await harmedFiles(null)).toEqual([])
  })

  it('finds an entry that was changed, taken away, put in, or cut off in SQL', async () => {
    const kept = `create table kept as select * from evidence_log`
    const back = 'truncate evidence_log; insert into evidence_log select * from kept; drop table kept'
    const harms = [
      `update evidence_log set body = replace(body, 'cap-seller', 'cap-keller') where index = 3`,
      'delete from evidence_log where index = 3',
      `update evidence_log set index = index + 1000 where index >= 3; update evidence_log set index = index - 999 where index >= 1000; insert into evidence_log select 3, type, subject, body from kept where index = 2`,
      'delete from evidence_log where index >= 3; update evidence_tip set size = 3',
    ]
    for (const harm of harms)
      expect(
        await tampered(
          `${kept}; ${harm}`,
          `${back}; update evidence_tip set size = (select count(*) from evidence_log)`,
        ),
        harm,
      ).not.toEqual([])
  }, 60_000)

  it('finds a log that was written anew with our own key, given one old head', async () => {
    // Everything fits again but the head that was given out.
    const frontier = `update evidence_tip set size = 0, frontier = ''`
    await query(
      ground.database.url,
      `create table kept as select * from evidence_log; create table tip as select * from evidence_tip; create table heads as select * from evidence_heads; create table nodes as select * from evidence_nodes`,
    )
    await query(ground.database.url, `truncate evidence_log, evidence_nodes, evidence_heads cascade; ${frontier}`)
    const bodies = await query<{ body: string }>(ground.database.url, 'select body from kept order by index')
    const entries = bodies.map(({ body }) => JSON.parse(body.replace('cap-seller', 'cap-forged')))
    await ground.store.evidenceLog.append(entries, new Date())
    try {
      const { faults } = await ground.verify(null, noTrust)
      expect(faults.map(({ file }) => file)).toContain(head)
      await expect(ground.keeper.head()).resolves.toBeDefined()
    } finally {
      await query(
        ground.database.url,
        `truncate evidence_log, evidence_nodes, evidence_heads cascade; insert into evidence_log select * from kept; insert into evidence_nodes select * from nodes; insert into evidence_heads select * from heads; delete from evidence_tip; insert into evidence_tip select * from tip; drop table kept, tip, heads, nodes`,
      )
    }
  }, 60_000)

  it('finds a row that hides a capture, or says another state of it', async () => {
    expect(
      await tampered(
        `update captures set state = 'complete' where id = 'cap-refused'`,
        `update captures set state = 'refused' where id = 'cap-refused'`,
      ),
    ).toEqual([expect.stringContaining('cap-refused')])
    const hide = `create table kept as select * from captures where id = 'cap-search'; delete from captures where id = 'cap-search'`
    expect(await tampered(hide, 'insert into captures select * from kept; drop table kept')).toEqual([
      expect.stringContaining('cap-search'),
    ])
  }, 60_000)

  it('keeps a capture unstamped when no authority answers, and stamps it late', async () => {
    ground.authority.goDown(true)
    const made = await ground.keeper.keepCapture(await unsealed('cap-late', 'listing'))
    expect(made.stamp).toBeNull()
    expect(await ground.keeper.lateStamps()).toBe(0)
    ground.authority.goDown(false)
    expect(await ground.keeper.lateStamps()).toBe(1)
    expect((await ground.verify('cap-late', noTrust)).faults).toEqual([])
  }, 60_000)

  it('goes on under new keys, and what was captured under the old ones stays valid', async () => {
    await ground.keeper.rotateKey('log', 'yearly change')
    await ground.keeper.rotateKey('wacz', 'compromised')
    await ground.keeper.keepCapture(await unsealed('cap-after', 'seller'))
    const to = join(ground.folder, 'after')
    await ground.export(['cap-after', 'cap-listing'], to)
    expect((await ground.verify(null, noTrust)).faults).toEqual([])
    expect(readFileSync(join(to, 'data/keys/key-2.txt'), 'utf8').match(/^— /gm)).toHaveLength(2)
    await heldOutside(to)
  }, 60_000)
})
