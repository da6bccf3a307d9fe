import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBundle } from '../../src/custody/open-bundle.ts'
import { labelOf } from '../../src/custody/purchases/label-of.ts'
import { PurchaseRefused } from '../../src/custody/purchases/purchases.ts'
import { labelSvg } from '../../src/evidence/label/label.ts'
import { verifyBundle } from '../../src/evidence/verify/bundle.ts'
import { openFindings } from '../../src/evidence/verify/findings.ts'
import { noTrust } from '../../src/evidence/verify/trust.ts'
import { purchaseSteps } from '../../src/model/purchase.ts'
import { hasOpenssl } from '../evidence/test-authority.ts'
import { buy, pdf, type png, typed } from './bought.ts'
import { dana, eve, type Ground, openGround, unsealed } from './ground.ts'

const judge = fileURLToPath(new URL('../../../shared/tools/verify-bundle.py', import.meta.url))
const hasJudge = existsSync(judge) && spawnSync('python3', ['--version']).status === 0

describe.skipIf(!hasOpenssl)('a test purchase', () => {
  let ground: Ground
  beforeAll(async () => {
    ground = await openGround()
    await ground.keeper.keepCapture(await unsealed('cap-listing', 'listing'))
    await ground.keeper.keepCapture(await unsealed('cap-refused', 'refused'))
  }, 120_000)
  afterAll(() => ground.close())

  const record = (
    purchase: string,
    step: Parameters<typeof typed>[0] & Parameters<Ground['purchases']['record']>[0]['step'],
    more: {
      given?: Record<string, unknown>
      by?: typeof dana
      corrects?: string
      files?: ReturnType<typeof png>[]
    } = {},
  ) => {
    const { given = {}, files = [], by = dana, corrects } = more
    const all = corrects === undefined ? { ...typed(step, 'cap-listing', `B-${purchase}`), ...given } : given
    const common = { purchase, step, by, reason: 'case 7', given: all, files }
    return ground.purchases.record(corrects === undefined ? common : { ...common, corrects })
  }
  const refusal = async (run: () => Promise<unknown>): Promise<string> => {
    const error = await run().then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(PurchaseRefused)
    return (error as PurchaseRefused).message
  }
  const holds = async (id: string, name: string): Promise<void> => {
    const to = join(ground.folder, name)
    await ground.export([id], to)
    const findings = openFindings()
    const bundle = await openBundle(to, findings)
    const { faults } = await verifyBundle(bundle!.files, noTrust, new Date(), findings)
    await bundle!.close()
    expect(faults).toEqual([])
    expect((await ground.verify(id, noTrust)).faults).toEqual([])
    if (!hasJudge) return
    const said = spawnSync('python3', [judge, to, '--json'], { encoding: 'utf8' })
    expect(JSON.parse(said.stdout)).toMatchObject({ ok: true, faults: [] })
  }

  it('goes from order to disposal, and its bundle holds before and after the end', async () => {
    await buy(ground, 'buy-1', purchaseSteps.slice(0, -1))
    await holds('buy-1', 'open.zip')
    const { next } = (await ground.purchases.load('buy-1'))!
    expect(next).toContain('disposed')
    await record('buy-1', 'disposed', { by: eve, given: { bag: 'B-buy-1' } })
    await holds('buy-1', 'closed.zip')
    expect(await ground.purchases.load('buy-1')).toMatchObject({ holder: eve.name, bag: 'B-buy-1', next: [] })
  }, 60_000)

  it('writes nothing that would break its chain, and says all that is wrong', async () => {
    await buy(ground, 'buy-2', ['ordered'])
    const before = (await ground.store.evidenceLog.tip())!.size
    const said = [
      await refusal(() => record('buy-2', 'bagged')),
      await refusal(() => record('buy-2', 'ordered')),
      await refusal(() => record('buy-2', 'photographed')),
      await refusal(() => record('buy-2', 'paid', { given: { price: '1,5', paidAt: 'yesterday', methud: 'card' } })),
      await refusal(() => record('buy-2', 'paid', { given: { paidAt: '2999-01-01T00:00:00Z' } })),
      await refusal(() => record('buy-2', 'paid', { given: { paidAt: '2020-01-01T00:00:00Z' } })),
      await refusal(() => record('Buy 3', 'ordered')),
      await refusal(() => record('buy-3', 'ordered', { given: { capture: 'cap-nothing' } })),
      await refusal(() => record('buy-3', 'ordered', { given: { capture: 'cap-refused' } })),
      await refusal(() => record('buy-3', 'ordered', { given: { orderedAt: '2026-01-01T00:00:00Z' } })),
      await refusal(() => record('buy-3', 'ordered', { given: { listing: 'another' } })),
      await refusal(() => record('cap-listing', 'ordered')),
      await refusal(() => record('buy-2', 'paid', { files: [{ name: 'x.svg', bytes: Buffer.from('<svg/>') }] })),
    ]
    expect(said).toEqual([
      'bagged cannot come now: next may be paid, received, photographed',
      expect.stringContaining('has ordered already'),
      'files are missing',
      expect.stringMatching(/price .*; paidAt .*; methud is not asked for: is "method" meant\?/),
      'paidAt lies in the future',
      expect.stringContaining('before the event before it'),
      expect.stringContaining('small letters'),
      expect.stringContaining('is not there'),
      expect.stringContaining('shows no listing'),
      expect.stringContaining('after the order'),
      expect.stringContaining('is of listing item-4711'),
      expect.stringContaining('is a capture'),
      expect.stringContaining('neither a picture'),
    ])
    expect((await ground.store.evidenceLog.tip())!.size).toBe(before)
  })

  it('is handed over only when both have accepted, here or on paper', async () => {
    await buy(ground, 'buy-4', ['ordered', 'paid', 'received', 'bagged'])
    const transfer = (by: typeof dana, more: object = {}) => ({
      ...{ purchase: 'buy-4', by, reason: 'case 7', given: { ...typed('transferred', '', ''), ...more }, files: [] },
    })
    const { purchases } = ground
    const lab = { name: 'Lab One', role: 'laboratory', organisation: 'Lab' }
    expect(await refusal(() => purchases.offer(transfer(lab)))).toContain('between Dana Weiss and Eve Xaminer')
    expect(await purchases.offer(transfer(dana))).toBeNull()
    expect((await purchases.load('buy-4'))!.waiting).toMatchObject({ waitsFor: eve.name })
    const accept = (by: typeof dana, files = [] as ReturnType<typeof png>[]) =>
      purchases.accept({ purchase: 'buy-4', by, statement: 'received', sealIntact: true, files })
    expect(await refusal(() => accept(dana))).toContain('Eve Xaminer must accept it')
    await accept(eve)
    expect(await refusal(() => accept(eve))).toContain('nothing of buy-4 waits')
    expect(await refusal(() => record('buy-4', 'stored'))).toBe('stored by Dana Weiss, but Eve Xaminer held it')
    // Back and forth with somebody who never signs in: what they signed is in the record.
    expect(await purchases.offer({ ...transfer(eve, { to: lab }), files: [pdf('receipt.pdf')] })).not.toBeNull()
    await purchases.offer({ ...transfer(eve, { to: eve }), files: [pdf('receipt.pdf')] })
    const { holder, events } = (await purchases.load('buy-4'))!
    expect(holder).toBe(eve.name)
    expect(events.at(-1)?.record?.files).toMatchObject([
      { type: 'application/pdf', what: 'signed receipt: receipt.pdf' },
    ])
    await holds('buy-4', 'handed.zip')
  }, 60_000)

  it('is put right by events that follow, with what came after said again', async () => {
    await buy(ground, 'buy-5', ['ordered', 'paid', 'received', 'bagged', 'transferred'])
    const { events } = (await ground.purchases.load('buy-5'))!
    const idOf = (type: string) => events.find(({ row }) => row.type === type)!.row.id
    await record('buy-5', 'ordered', { corrects: idOf('ordered'), given: { order: 'o-9' } })
    const after = (await ground.purchases.load('buy-5'))!
    expect(after.events.map(({ row }) => row.type).slice(-5)).toEqual(
      purchaseSteps.filter((step) => step !== 'photographed').slice(0, 5),
    )
    expect(after).toMatchObject({ holder: eve.name, bag: 'B-buy-5' })
    const bagged = after.events.findLast(({ row }) => row.type === 'bagged')!.row.id
    await record('buy-5', 'bagged', { corrects: bagged, given: { bag: 'B-55' } })
    expect(await ground.purchases.load('buy-5')).toMatchObject({ holder: eve.name, bag: 'B-55' })
    expect(await refusal(() => record('buy-5', 'bagged', { corrects: bagged, given: {} }))).toContain('still stands')
    await holds('buy-5', 'mended.zip')
  }, 60_000)

  it('keeps a bag’s number to one purchase', async () => {
    await buy(ground, 'buy-6', ['ordered', 'paid', 'received', 'bagged'])
    await buy(ground, 'buy-7', ['ordered', 'paid', 'received'])
    expect(await refusal(() => record('buy-7', 'bagged', { given: { bag: 'B-buy-6' } }))).toContain(
      'is the bag of buy-6',
    )
    expect(await refusal(() => record('buy-7', 'bagged', { given: { bag: 'мешок' } }))).toContain('ASCII')
  })

  it('has a label that holds its number, its id and the hash of its record', async () => {
    const purchase = (await ground.purchases.load('buy-6'))!
    const label = labelOf(purchase, 'Brand <Example>')!
    expect(label).toMatchObject({ purchase: 'buy-6', bag: 'B-buy-6', what: 'bazaar item-4711' })
    expect(label.event).toBe(purchase.events.at(-1)!.row.sha256)
    const svg = labelSvg(label)
    expect(svg).toContain('Brand &lt;Example&gt;')
    expect(svg).not.toMatch(/<script|<Example/)
  })

  it('does not fork when two write at once', async () => {
    await buy(ground, 'buy-8', ['ordered'])
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => record('buy-8', 'paid')))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await ground.verify('buy-8', noTrust)).faults).toEqual([])
  })

  it('lists purchases, of one listing too', async () => {
    const [newest] = await ground.purchases.list(2)
    expect(newest).toMatchObject({ id: 'buy-8', last: 'paid' })
    expect(await ground.purchases.list(100, { marketplace: 'bazaar', id: 'item-4711' })).toHaveLength(7)
    expect(await ground.purchases.list(100, { marketplace: 'bazaar', id: 'item-1' })).toEqual([])
  })
})
