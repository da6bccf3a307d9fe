import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { aListing } from '../builders.ts'
import { query } from '../store/database.ts'
import { chromiumPath, needsChromium } from './browser.ts'
import { addHits, type GivenHit, manyHits } from './served.ts'
import { servedPages } from './served-pages.ts'

const long = (id: string): GivenHit => ({
  listing: aListing({
    id,
    title: `Halvard Trail Runner replica ${id}`,
    description: `As good as new ${id}. `.repeat(200),
  }),
  findings: Array.from({ length: 20 }, (_, place) => ({
    ...{ signal: `wording.${place}`, weight: 2 - place / 20, text: `reason ${place}` },
    ...(place === 0 && { span: { field: 'title' as const, start: 0, end: 7 } }),
    ...(place === 1 && { span: { field: 'title' as const, start: 0, end: 999 } }),
  })),
})

describe.skipIf(!chromiumPath)(`the card that one decides on${needsChromium}`, () => {
  const pages = servedPages()
  const isAt = (page: Page, id: string) => page.locator('#card-title', { hasText: id }).waitFor()
  const top = (page: Page) => page.evaluate('document.querySelector(".card-scroll").scrollTop') as Promise<number>

  it('is scrolled by the usual keys without a Tab, and stands at its top for each card', async () => {
    await addHits(pages.served(), ['one', 'two', 'three'].map(long))
    const page = await pages.at('Dana', 'reviewer', { viewport: { width: 1024, height: 500 } })
    for (const key of ['ArrowDown', 'Space', 'End']) {
      const before = await top(page)
      await page.keyboard.press(key)
      expect(await top(page)).toBeGreaterThan(before)
    }
    await page.keyboard.press('1')
    await isAt(page, 'two')
    expect(await top(page)).toBe(0)
    await page.keyboard.press('End')
    await page.keyboard.press('Home')
    expect(await top(page)).toBe(0)
  })

  it.each([
    ['a phone', 390, 844],
    ['a phone on its side', 844, 390],
    ['a page at 200 %', 720, 450],
  ])('shows title, price and a reason before its picture on %s, over one row of buttons', async (_, width, height) => {
    await addHits(pages.served(), [long('one')])
    const page = await pages.at('Dana', 'reviewer', { viewport: { width, height } })
    const box = async (selector: string) =>
      (await page.locator(selector).first().boundingBox()) ?? { y: Number.NaN, height: 0 }
    const bar = await box('.decisions')
    for (const selector of ['#card-title', '.price', '.reasons li']) {
      const { y, height: tall } = await box(selector)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(y + tall).toBeLessThanOrEqual(bar.y)
    }
    expect((await box('.reasons')).y).toBeLessThanOrEqual(Math.max((await box('.picture')).y, bar.y))
    const rows = new Set(
      await page
        .locator('.decision:visible')
        .evaluateAll((all) => all.map((one) => (one as { offsetTop?: number }).offsetTop)),
    )
    expect(rows.size).toBe(1)
  })

  it('keeps what comes next in view in the list', async () => {
    await addHits(pages.served(), manyHits(40))
    const page = await pages.at('Dana', 'reviewer', { viewport: { width: 1440, height: 700 } })
    for (let turn = 0; turn < 15; turn++) await page.keyboard.press('j')
    await isAt(page, 'l16')
    const bottom = ((await page.locator('.rows').boundingBox()) ?? { y: 0, height: 0 }).y + 572
    const third = await page.locator('.row', { hasText: /replica l19/ }).boundingBox()
    expect((third?.y ?? 9_999) + (third?.height ?? 0)).toBeLessThanOrEqual(bottom + 60)
  })

  it('marks the words that matter, and a whole title only while its reason is pointed at, focused or touched', async () => {
    await addHits(pages.served(), [long('one')])
    const page = await pages.at('Dana')
    const marked = () => page.locator('#card-title mark').allTextContents()
    expect(await marked()).toEqual(['Halvard'])
    const whole = page.locator('.reasons button').nth(1)
    await whole.focus()
    expect((await marked()).join('')).toBe('Halvard Trail Runner replica one')
    await page.locator('.reasons button').nth(2).focus()
    expect(await marked()).toEqual(['Halvard'])
    await whole.click()
    await page.locator('.search input').focus()
    expect((await marked()).join('')).toBe('Halvard Trail Runner replica one')
  })

  it('says that a key whose part is not built does nothing, and enlarges pictures with E', async () => {
    const square = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><rect width="40" height="60"/></svg>'
    await addHits(pages.served(), [{ ...long('one'), picture: square }])
    const page = await pages.at('Dana')
    await page.keyboard.press('g')
    await page.locator('.notice', { hasText: 'No other hit stands on this card' }).waitFor()
    await page.keyboard.press('c')
    await page.locator('.notice', { hasText: 'Cases (C) are not built yet' }).waitFor()
    await page.keyboard.press('e')
    await expect.poll(() => page.evaluate('document.querySelector("dialog img")?.naturalWidth')).toBe(60)
    await page.keyboard.press('e')
    await page.locator('dialog').waitFor({ state: 'detached' })
  })

  it('that came back says which verdict it had, by whom and when', async () => {
    await addHits(pages.served(), [long('one')])
    const page = await pages.at('Dana')
    await page.keyboard.press('2')
    await page.locator('.done').waitFor()
    await expect.poll(async () => (await query(pages.served().databaseUrl, 'select 1 from verdicts')).length).toBe(1)
    // Else this page would see it come back, and hold it.
    await page.close()
    const [changed] = [long('one')]
    await addHits(
      pages.served(),
      [{ ...changed, listing: { ...changed!.listing, price: { amount: '1.00', currency: 'USD' } } }],
      'run-2',
    )
    const mara = await pages.at('Mara')
    expect(await mara.locator('.changes').textContent()).toMatch(/Allowed decided by Dana .*UTC\), before it changed/)
  })
})

describe.skipIf(!chromiumPath)(`a reviewer who is cut off${needsChromium}`, () => {
  const pages = servedPages()
  const count = async () =>
    (await query(pages.served().databaseUrl, 'select 1 from verdicts where undone_at is null')).length

  it('decides the cards that they hold, is offered no other, and loses nothing', async () => {
    await addHits(pages.served(), manyHits(40))
    const page = await pages.at('Dana')
    const held = async () =>
      (await query(pages.served().databaseUrl, 'select 1 from hits where leased_by is not null')).length
    await expect.poll(held, { timeout: 20_000 }).toBe(12)
    await page.context().setOffline(true)
    for (let key = 0; key < 20; key++) await page.keyboard.press('1')
    await page.locator('h2', { hasText: 'No connection to morgiana' }).waitFor()
    expect(await page.locator('.pill.warn').textContent()).toBe('12 decisions waiting to be sent')
    await page.context().setOffline(false)
    await expect.poll(count, { timeout: 30_000 }).toBe(12)
    await page.locator('#card-title', { hasText: 'l13' }).waitFor()
  })

  it('reads what was not saved until they say that they have, also after a reload', async () => {
    await addHits(pages.served(), manyHits(3))
    const page = await pages.at('Dana')
    await page.route('**/api/decisions', (route) =>
      route.fulfill({ status: 400, json: { error: { what: 'No.', where: '', todo: '' } } }),
    )
    await page.keyboard.press('1')
    await page.locator('.unsaved', { hasText: '1 decision was not saved' }).waitFor()
    await page.unroute('**/api/decisions')
    await page.reload()
    expect(await page.locator('.unsaved li').textContent()).toMatch(/replica l1 Counterfeit: No\./)
    await page.getByRole('button', { name: 'I have read this' }).click()
    await page.locator('.unsaved').waitFor({ state: 'detached' })
  })
})
