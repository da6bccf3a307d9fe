import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headReceivers, type ReceiverSettings } from '../../src/app/head-receivers.ts'
import { headLines } from '../../src/cli/head-lines.ts'
import { openBundle } from '../../src/custody/open-bundle.ts'
import { readCheckpoint } from '../../src/evidence/log/checkpoint.ts'
import { signatureBy } from '../../src/evidence/log/signed-note.ts'
import { readVkey } from '../../src/evidence/log/verifier-key.ts'
import { checkStamp } from '../../src/evidence/stamp/check-stamp.ts'
import { verifyBundle } from '../../src/evidence/verify/bundle.ts'
import { openFindings } from '../../src/evidence/verify/findings.ts'
import { noTrust } from '../../src/evidence/verify/trust.ts'
import { openJudge } from '../evidence/judge.ts'
import { hasOpenssl } from '../evidence/test-authority.ts'
import { query } from '../store/database.ts'
import { type Ground, openGround, unsealed } from './ground.ts'
import { mailPeer, webhookPeer, witnessPeer } from './peers.ts'

const secret = Buffer.alloc(32, 7)
const counsel = 'mail counsel@brand.example'

describe.skipIf(!hasOpenssl)('heads of the evidence log are given to', () => {
  let ground: Ground
  let mail: Awaited<ReturnType<typeof mailPeer>>
  let webhook: Awaited<ReturnType<typeof webhookPeer>>
  let witness: Awaited<ReturnType<typeof witnessPeer>>
  let logKey: string
  beforeAll(async () => {
    mail = await mailPeer('right')
    webhook = await webhookPeer()
    witness = await witnessPeer(() => readVkey(logKey))
    const receivers = headReceivers(settings(mail.url('right')), () => new Date())
    ground = await openGround(receivers)
    logKey = (await ground.keeper.head()).key
  }, 60_000)
  afterAll(async () => {
    for (const peer of [mail, webhook, witness]) peer.close()
    await ground.close()
  })
  const settings = (smtp: string): ReceiverSettings => ({
    ...{ smtp, mailFrom: 'morgiana@brand.example', headsByMail: ['counsel@brand.example'] },
    ...{ headsWebhook: `${webhook.url}/heads`, headsWebhookSecret: secret, organisation: 'Brand Example' },
    ...{ witnesses: [{ key: witness.vkey, url: witness.url }], allowLoopback: true },
  })
  const grown = async (id: string) => {
    await ground.keeper.keepCapture(await unsealed(id, 'seller'))
    return ground.keeper.giveHead('folder')
  }
  /** As if so much time had gone by for everything that waits. */
  const later = (minutes: number) =>
    query(
      ground.database.url,
      `update evidence_givings set next_at = next_at - interval '${minutes} minutes' where next_at is not null`,
    )
  const standing = async () =>
    (await ground.store.givings.state()).map(({ newest, given }) => [newest.target, given?.size ?? null, newest.why])

  it('a folder, a mailbox, a signed webhook and a witness, whose signature stands in the note before it is stamped', async () => {
    const { row } = await grown('cap-1')
    expect(await ground.keeper.giveDue()).toEqual([
      { target: counsel, size: row.size, why: null },
      { target: `webhook ${new URL(webhook.url).host}`, size: row.size, why: null },
    ])
    const head = (await ground.store.evidenceLog.headAt(row.size))!
    const note = Buffer.from(head.note)
    expect(signatureBy(readCheckpoint(note).note, witness.key)).toBe('holds')
    const stamp = await ground.blobs.load(head.stamp!.sha256)
    expect((await checkStamp(stamp!, note, ground.authority.roots)).fault).toBeNull()
    expect(readFileSync(join(ground.headFolder, `head-${row.size}.txt`)).equals(note)).toBe(true)
    expect(head.givenTo).toEqual(['witness witness.example', 'folder', counsel, `webhook ${new URL(webhook.url).host}`])

    const [letter] = mail.mails
    expect(letter?.to).toEqual(['counsel@brand.example'])
    expect(letter?.text).toContain(`filename=head-${row.size}.txt.tsr`)
    const attached = /filename=head-\d+\.txt\n\n([A-Za-z0-9+/=\n]+)/.exec(letter?.text ?? '')?.[1]
    expect(Buffer.from(attached ?? '', 'base64').equals(note)).toBe(true)

    const [{ headers, body } = { headers: {}, body: '' }] = webhook.taken
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', secret).update(signed).digest('base64')}`)
    expect(JSON.parse(body)).toMatchObject({ type: 'evidence.head', data: { size: row.size, note: head.note } })
  })

  it('whoever does not take one is told why, tried again later, and a newer head takes its place', async () => {
    webhook.answers(500)
    witness.goDown(true)
    await grown('cap-2')
    await ground.keeper.giveDue()
    const lines = headLines((await ground.store.givings.state()).map(({ newest }) => newest))
    expect(lines).toEqual([
      expect.stringMatching(/webhook .*: head of \d+ entries was not taken: it answers 500; tried again /),
      expect.stringMatching(/witness witness.example: .* it answers 503/),
    ])
    webhook.answers(204)
    witness.goDown(false)
    // Too early: whoever is down is not asked every minute.
    expect(await ground.keeper.giveDue()).toEqual([])
    const { row } = await grown('cap-3')
    const before = webhook.taken.length
    await ground.keeper.giveDue()
    expect(await standing()).toEqual(
      [counsel, `webhook ${new URL(webhook.url).host}`, 'witness witness.example'].map((name) => [
        name,
        row.size,
        null,
      ]),
    )
    expect(webhook.taken.length - before).toBe(1)
    await later(30)
    expect(await ground.keeper.giveDue()).toEqual([])
  })

  it('a witness that was away signs late, and the head is stamped anew with its signature', async () => {
    witness.goDown(true)
    const { row } = await grown('cap-4')
    expect(await standing()).toContainEqual(['witness witness.example', expect.any(Number), 'it answers 503'])
    witness.goDown(false)
    await later(2)
    await ground.keeper.giveDue()
    const head = (await ground.store.evidenceLog.headAt(row.size))!
    expect(head.note).not.toBe(row.note)
    const stamp = await ground.blobs.load(head.stamp!.sha256)
    expect((await checkStamp(stamp!, Buffer.from(head.note), ground.authority.roots)).fault).toBeNull()
  })

  it('a bundle holds the witness’s signature, for us and for the verifier from outside', async () => {
    const to = join(ground.folder, 'bundle')
    await ground.export(['cap-1', 'cap-4'], to)
    const findings = openFindings()
    const bundle = await openBundle(to, findings)
    await verifyBundle(bundle!.files, { ...noTrust, witnesses: [witness.key] }, new Date(), findings)
    await bundle!.close()
    expect(findings.faults).toEqual([])
    const judge = openJudge()
    if (judge) expect(await judge.judge(to)).toEqual({ ok: true, faults: [] })
    judge?.close()
  }, 30_000)

  it('a witness that has seen more than this log holds says that it was cut, and no budget outlasts that', async () => {
    witness.seen.push({ size: 1_000, root: Buffer.alloc(32) })
    await grown('cap-5')
    const tries = async () => {
      await later(400)
      return ground.keeper.giveDue()
    }
    for (let tried = 0; tried < 20; tried++) await tries()
    expect(await tries()).toEqual([])
    const state = (await ground.store.givings.state()).find(({ newest }) => newest.target.startsWith('witness'))
    expect(state?.newest).toMatchObject({
      attempts: 12,
      nextAt: null,
      why: expect.stringMatching(/1000 entries.*cut off/),
    })
    // Once no setting names it any more, nobody is told of it either.
    await ground.store.givings.plan([counsel], state!.newest.size, new Date())
    expect(headLines((await ground.store.givings.state()).map(({ newest }) => newest))).toEqual([])
  })
})

it('a password that a mail server does not take is not told', async () => {
  const mail = await mailPeer('right')
  const [target] = headReceivers(
    {
      ...{ smtp: mail.url('wrong-secret'), mailFrom: 'a@b.example', headsByMail: ['c@d.example'] },
      ...{ headsWebhook: null, headsWebhookSecret: null, witnesses: [], organisation: 'B', allowLoopback: true },
    },
    () => new Date(),
  ).targets
  const failed = await target!
    .give({ origin: 'o', size: 1, note: 'note\n', stamp: null })
    .catch((error: Error) => error)
  expect(String(failed)).toMatch(/535/)
  expect(String(failed)).not.toContain('wrong-secret')
  expect(mail.mails).toEqual([])
  mail.close()
})

it('a receiver on this machine is refused where this machine is not allowed', async () => {
  const webhook = await webhookPeer()
  const [target] = headReceivers(
    {
      ...{ smtp: null, mailFrom: null, headsByMail: [], witnesses: [], organisation: 'B', allowLoopback: false },
      ...{ headsWebhook: webhook.url, headsWebhookSecret: secret },
    },
    () => new Date(),
  ).targets
  await expect(target!.give({ origin: 'o', size: 1, note: 'note\n', stamp: null })).rejects.toThrow(/loopback/)
  expect(webhook.taken).toEqual([])
  webhook.close()
})
