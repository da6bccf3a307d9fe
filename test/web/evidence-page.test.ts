import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aListing } from '../builders.ts'
import { unsealed } from '../custody/ground.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { chromiumPath, needsChromium, openBrowser, signedIn } from './browser.ts'
import { addHits, type Served, serve } from './served.ts'
import { check } from './whole-look.ts'

describe.skipIf(!chromiumPath)(`evidence and purchases on the page${needsChromium}`, () => {
  let database: TestDatabase
  let browser: Browser
  let served: Served
  let legal: Page
  let reviewer: Page
  beforeAll(async () => {
    database = await testDatabase()
    browser = await openBrowser()
    served = await serve(database)
    await served.evidence.keeper.keepCapture(await unsealed('cap-first', 'listing'))
    await served.evidence.keeper.keepCapture(await unsealed('cap-second', 'listing'))
    await served.evidence.keeper.keepCapture(await unsealed('cap-refused', 'refused'))
    await addHits(served, [{ listing: aListing({ id: 'item-4711', title: 'Halvard Trail Runner replica' }) }])
    legal = await signedIn(browser, await served.link('Dana Weiss', 'legal'))
    // Whoever stands at Review holds its card.
    await at(legal, '/purchases', '.state')
    reviewer = await signedIn(browser, await served.link('Rob'))
  }, 180_000)
  afterAll(async () => {
    await browser.close()
    await served.close()
    await database.stop()
  })

  const at = async (page: Page, path: string, there: string) => {
    await page.goto(`${served.url}${path}`)
    await page.locator(there).first().waitFor()
  }
  const photograph = async (color: string): Promise<Buffer> =>
    sharp({ create: { width: 64, height: 48, channels: 3, background: color } })
      .jpeg()
      .toBuffer()
  const events = async (id: string) => (await served.evidence.purchases.load(id))?.events.map(({ row }) => row.type)

  it('shows captures with state and proofs in words, pictures with zoom, and writes down who looked', async () => {
    await at(reviewer, '/evidence', 'table')
    await check(reviewer, 'evidence-list')
    await at(reviewer, '/evidence?id=cap-first', '.screenshot-box img')
    const proof = await reviewer.locator('.proof').allTextContents()
    expect(proof.join(' ')).toMatch(/Complete Everything .*Unstamped.*entry 2 of the log; no head/s)
    await reviewer.getByRole('button', { name: 'Larger' }).click()
    await reviewer.getByRole('button', { name: 'Larger' }).click()
    expect(await reviewer.locator('.zoom').textContent()).toBe('100%')
    await check(reviewer, 'capture')
    const [seen] = (await served.evidence.looking.capture('cap-first'))!.events
    expect(seen?.record).toMatchObject({ type: 'accessed', by: { name: 'Rob' }, details: { how: 'viewed' } })
    await at(reviewer, '/evidence?id=cap-refused', '.proof')
    expect(await reviewer.locator('.proof').first().textContent()).toContain('never as evidence of the listing')
  }, 120_000)

  it('says who did not take a head of the log, and why a bundle could not be made', async () => {
    const { givings, evidenceLog } = served.store
    const { size } = await served.evidence.keeper.head()
    await givings.plan(['mail counsel@brand.example'], size, new Date())
    await givings.take(['mail counsel@brand.example'], new Date(), new Date())
    await givings.failed('mail counsel@brand.example', size, 'it answers 535', new Date(Date.now() + 60_000))
    await at(legal, '/evidence', '.flag.bad')
    expect(await legal.locator('.flag.bad').textContent()).toMatch(
      /head of the log .* not given to mail counsel@brand.example: it answers 535. It is tried again by itself/,
    )
    await check(legal, 'evidence-head-not-given')
    const gauge = async (name: string): Promise<string | undefined> =>
      (await (await fetch(`${served.url}/metrics`)).text())
        .split('\n')
        .find((line) => line.startsWith(`morgiana_head_${name}{target="mail counsel@brand.example"}`))
    expect(await gauge('not_given')).toMatch(/ 1$/)
    expect(await gauge('given_timestamp_seconds')).toBeUndefined()
    await givings.given('mail counsel@brand.example', size, new Date())
    expect(await gauge('not_given')).toMatch(/ 0$/)
    expect(await gauge('given_timestamp_seconds')).toMatch(/ \d{10}/)
    await at(legal, '/evidence?id=cap-first', '.screenshot-box img')
    await legal.getByLabel('What for').fill('case 7')
    await legal.getByRole('button', { name: 'Make the bundle' }).click()
    await legal.locator('.flag', { hasText: 'needs a time stamp' }).waitFor()
    await check(legal, 'export-refused')
    // Nothing was written down as handed over that was not.
    const leaves = await evidenceLog.leavesOf(['cap-first'])
    expect(leaves.filter(({ body }) => body.includes('exported'))).toEqual([])
  }, 120_000)

  it('holds two captures of a listing against each other', async () => {
    await at(reviewer, '/evidence?id=cap-second&with=cap-first', '.changes-of-captures')
    expect(await reviewer.locator('.side-by-side figure').count()).toBe(2)
    await check(reviewer, 'compare')
  }, 120_000)

  it('shows the stored page where nothing of it can run, load or reach ours', async () => {
    await at(reviewer, '/evidence?id=cap-first', '.screenshot-box img')
    const asked: string[] = []
    reviewer.on('request', (request) => asked.push(request.url()))
    const response = reviewer.waitForResponse((each) => each.url().endsWith('/replay'))
    await reviewer.getByRole('button', { name: 'Show the stored page' }).click()
    const headers = (await response).headers()
    expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/)
    const frame = reviewer.frameLocator('.replay')
    await frame.locator('body').waitFor()
    expect(await frame.locator('script, iframe, [onclick], a[href^="http"]').count()).toBe(0)
    expect(asked.filter((url) => !url.startsWith(served.url) && !url.startsWith('data:'))).toEqual([])
    expect(await frame.locator('body').textContent()).toContain('29.90')
  }, 60_000)

  it('orders a capture from a card, by E and a button, and says how it went', async () => {
    await at(reviewer, '/', '#card-title')
    await reviewer.keyboard.press('e')
    await reviewer.locator('dialog .evidence-of-hit').getByRole('button', { name: 'Capture now' }).click()
    await reviewer.locator('.evidence-of-hit', { hasText: 'Evidence is being taken' }).waitFor()
    await check(reviewer, 'dialog-evidence')
    const hit = (await served.store.hits.page({}, null, 1)).hits[0]!.id
    const [job] = await served.store.captures.jobsOf({ hit }, 1)
    expect(job?.requested.by.name).toBe('Rob')
    await served.store.captures.endJob(
      job!.id,
      { state: 'failed', why: 'no browser was found', capture: null },
      new Date(),
    )
    await reviewer.keyboard.press('Escape')
    await reviewer.keyboard.press('1')
    await at(reviewer, `/?hit=${hit}`, '.flag.verdict')
    await reviewer.locator('.evidence-line', { hasText: 'could not be taken: no browser was found' }).waitFor()
  }, 120_000)

  it('writes a purchase down as a form, with photographs that are dropped and chosen', async () => {
    await at(legal, '/purchases', '.state')
    await check(legal, 'purchases-empty')
    await legal.getByLabel('Name of the purchase').fill('buy-2026-07')
    await legal.getByLabel('Capture it was ordered from').first().selectOption('cap-second')
    for (const [label, value] of [
      ...[
        ['Seller', 'Harbour Goods'],
        ['Order number', '12-345'],
        ['Item', 'shoe'],
        ['Amount', '29.90'],
      ],
      ...[
        ['Currency', 'USD'],
        ['Buyer’s name as typed', '<b>Bo</b> Uyer'],
        ['Delivery address as typed', 'Street 1'],
      ],
    ] as const)
      await legal.getByLabel(label!, { exact: true }).fill(value!)
    await check(legal, 'order-form')
    await legal.getByRole('button', { name: 'Write down' }).click()
    await legal.locator('.timeline', { hasText: '<b>Bo</b> Uyer' }).waitFor()
    await legal.getByRole('button', { name: 'Photographs' }).click()
    const photographs = [{ name: 'parcel.jpg', mimeType: 'image/jpeg', buffer: await photograph('#a33') }]
    await legal.locator('input[type=file][multiple]').setInputFiles(photographs)
    expect(await legal.locator('input[capture=environment]').getAttribute('accept')).toBe('image/*')
    const dropped = await legal.evaluateHandle(`{
      const data = new DataTransfer()
      data.items.add(new File([new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])], 'goods.jpg', { type: 'image/jpeg' }))
      data
    }`)
    await legal.dispatchEvent('.drop', 'drop', { dataTransfer: dropped })
    expect(await legal.locator('.files li').count()).toBe(2)
    await legal.getByRole('button', { name: 'Write down' }).click()
    await legal.locator('.photos img').first().waitFor()
    const kept = (await served.evidence.purchases.load('buy-2026-07'))!.events.at(-1)!.record!
    expect(kept.files.map(({ path, bytes }) => [path.split('/').at(-1), bytes])).toEqual([
      ['01-parcel.jpg', photographs[0]!.buffer.length],
      ['02-goods.jpg', 7],
    ])
    await check(legal, 'purchase')
  }, 120_000)

  it('says what is wrong beside the form, and writes nothing', async () => {
    await at(legal, '/purchases?id=buy-2026-07', '.step-choice')
    await legal.getByRole('button', { name: 'Photographs' }).click()
    await legal.getByRole('button', { name: 'Write down' }).click()
    expect(await legal.locator('[role=alert]').textContent()).toContain('files are missing')
    await legal
      .locator('input[type=file][multiple]')
      .setInputFiles([{ name: 'x.svg', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') }])
    await legal.getByRole('button', { name: 'Write down' }).click()
    await legal.locator('[role=alert]', { hasText: 'neither a picture' }).waitFor()
    expect(await events('buy-2026-07')).toEqual(['ordered', 'photographed'])
  }, 60_000)

  it('goes on to a labelled bag that another one accepts', async () => {
    const { purchases } = served.evidence
    const dana = { name: 'Dana Weiss', role: 'legal', organisation: 'Brand Example' }
    const common = { purchase: 'buy-2026-07', by: dana, reason: 'case 7', files: [] }
    const now = () => new Date().toISOString()
    await purchases.record({
      ...{ ...common, step: 'received' },
      given: { carrier: 'Post', tracking: 't', receivedAt: now(), condition: 'whole', sender: 'unknown' },
    })
    await purchases.record({
      ...{ ...common, step: 'bagged' },
      given: { bag: 'B-17', contents: 'one shoe', sealedAt: now(), witness: 'Eve' },
    })
    await at(legal, '/purchases?id=buy-2026-07', '.bag-label')
    const drawn = (await legal.evaluate(
      `document.querySelector('.bag-label').decode().then(() => document.querySelector('.bag-label').naturalWidth)`,
    )) as number
    expect(drawn).toBeGreaterThan(300)
    await legal.getByRole('button', { name: 'Hand over' }).click()
    await legal.getByLabel('Name', { exact: true }).fill('Eve Smith')
    await legal.getByLabel('Role', { exact: true }).fill('legal')
    await legal.getByLabel('Organisation', { exact: true }).fill('Brand Example')
    await legal.getByLabel('The seal is intact').selectOption('yes')
    await legal.getByRole('button', { name: 'Write down' }).click()
    await legal.locator('h2', { hasText: 'Dana Weiss hands it over to Eve Smith' }).waitFor()
    await check(legal, 'purchase-waiting')
    const eve = await signedIn(browser, await served.link('Eve Smith', 'legal'))
    await at(eve, '/purchases?id=buy-2026-07', '.good-panel')
    await eve.getByRole('button', { name: 'Accept as Eve Smith' }).click()
    await eve.locator('.figures', { hasText: 'Eve Smith' }).waitFor()
    expect((await purchases.load('buy-2026-07'))!.holder).toBe('Eve Smith')
  }, 120_000)

  it('tells who is not legal that it happened, and nothing of what was typed', async () => {
    await at(reviewer, '/purchases?id=buy-2026-07', '.timeline li')
    const text = (await reviewer.locator('main').textContent()) ?? ''
    expect(text).toContain('Bagged')
    expect(text).not.toMatch(/Bo|Street 1|Harbour|Eve Smith|case 7/)
    await check(reviewer, 'purchase-reviewer')
    const cookie = await served.cookie('Rob')
    const raw = await (await fetch(`${served.url}/api/purchases/buy-2026-07`, { headers: { cookie } })).text()
    expect(raw).not.toMatch(/Bo<|Uyer|Street 1|Harbour|Eve Smith|case 7|one shoe/)
    const list = await (await fetch(`${served.url}/api/purchases`, { headers: { cookie } })).text()
    expect(list).not.toMatch(/Eve Smith|Dana/)
  }, 120_000)

  it('refuses uploads that are too large or come from elsewhere', async () => {
    const cookie = await served.cookie('Dana Weiss', 'legal')
    const send = (body: BodyInit, site = 'same-origin') =>
      fetch(`${served.url}/api/purchases/buy-2026-07/steps/photographed`, {
        ...{ method: 'POST', body },
        headers: { cookie, 'Sec-Fetch-Site': site },
      })
    const form = new FormData()
    form.set('data', JSON.stringify({ given: {}, reason: 'x' }))
    expect((await send(form, 'cross-site')).status).toBe(403)
    expect((await send('{')).status).toBe(400)
    const many = new FormData()
    many.set('data', JSON.stringify({ given: {}, reason: 'x' }))
    for (let at = 0; at < 21; at++) many.append('file', new Blob(['x']), `${at}.jpg`)
    expect((await send(many)).status).toBe(400)
    const large = request(`${served.url}/api/purchases/buy-2026-07/steps/photographed`, {
      method: 'POST',
      headers: { cookie, 'Sec-Fetch-Site': 'same-origin', 'Content-Length': 65 * 1024 * 1024 },
    })
    large.flushHeaders()
    const [answer] = (await once(large, 'response')) as [IncomingMessage]
    expect(answer.statusCode).toBe(413)
    large.destroy()
  }, 60_000)
})
