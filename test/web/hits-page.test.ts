import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { parse } from '../export/spreadsheet.ts'
import { chromiumPath, needsChromium } from './browser.ts'
import { addHits, manyHits } from './served.ts'
import { servedPages } from './served-pages.ts'

describe.skipIf(!chromiumPath)(`the list of hits${needsChromium}`, () => {
  const pages = servedPages()
  const countOf = async (verdict: 'counterfeit' | 'allowed'): Promise<number> =>
    (await pages.served().store.hits.page({ state: 'decided', verdict }, null, 1)).count
  const choose = (page: Page, number: number) =>
    page.getByLabel(`Choose Halvard Trail Runner replica l${number}`, { exact: true }).check()

  it('keeps the filter of Hits in the address, counts what each choice would show, and gives more', async () => {
    await addHits(pages.served(), manyHits(60))
    const page = await pages.at('Dana')
    await page.getByRole('link', { name: 'Hits' }).click()
    await page.locator('table.hits tbody tr').nth(49).waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.locator('table.hits tbody tr').nth(59).waitFor()
    expect(await page.locator('.page-head').textContent()).toContain('60 hits')
    const field = page.getByLabel('Search title or seller')
    await field.fill('replica l42')
    await field.press('Enter')
    await expect.poll(() => page.locator('table.hits tbody tr').count()).toBe(1)
    expect(new URL(page.url()).searchParams.get('text')).toBe('replica l42')
    await page.goBack()
    await page.locator('table.hits tbody tr').nth(49).waitFor()
    await page.getByRole('link', { name: 'replica l7', exact: false }).first().click()
    await page.locator('#card-title', { hasText: 'Halvard Trail Runner replica l7' }).waitFor()
  })

  it('keeps a filter of Hits under a name, for everybody if one likes, and takes it away again', async () => {
    await addHits(pages.served(), manyHits(3))
    const [dana, mara] = [await pages.at('Dana'), await pages.at('Mara')]
    await dana.goto(new URL('/hits?scoreMin=0.5&state=open', dana.url()).href)
    await dana.getByRole('button', { name: 'Save this view' }).click()
    await dana.keyboard.type('strong ones')
    await dana.getByLabel('for everybody').check()
    await dana.keyboard.press('Enter')
    await dana.locator('.views [aria-current=page]', { hasText: 'strong ones' }).waitFor()
    await mara.goto(new URL('/hits', mara.url()).href)
    await mara.getByRole('link', { name: 'strong ones shared by Dana' }).click()
    await mara.locator('.views [aria-current=page]').waitFor()
    expect(new URL(mara.url()).search).toBe('?state=open&scoreMin=0.5')
    expect(await mara.getByRole('button', { name: 'Remove the view' }).count()).toBe(0)
    await dana.getByRole('button', { name: 'Remove the view “strong ones”' }).click()
    await dana.getByRole('button', { name: 'Save this view' }).waitFor()
  })

  it('hands out what the filter of Hits shows as a workbook, all of it', async () => {
    await addHits(pages.served(), manyHits(60))
    const page = await pages.at('Dana')
    await page.goto(new URL('/hits?text=replica', page.url()).href)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Excel' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^morgiana-hits-\d{4}-\d\d-\d\d\.xlsx$/)
    await page.locator('[role=status]', { hasText: '60 hits exported' }).waitFor()
    expect(parse(await readFile(await file.path())).sheets[0]?.rows).toHaveLength(61)
  })

  it('decides several at once: says how many and which, what it did, and takes all of it back', async () => {
    await addHits(pages.served(), manyHits(60))
    const page = await pages.at('Dana')
    await page.goto(new URL('/hits?state=open', page.url()).href)
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.locator('table.hits tbody tr').nth(59).waitFor()
    await page.getByLabel('Choose all that are shown').check()
    await page.getByLabel('Choose Halvard Trail Runner replica l2', { exact: true }).uncheck()
    await page.getByRole('button', { name: 'Counterfeit', exact: true }).click()
    const dialog = page.locator('dialog')
    expect(await dialog.locator('li').allTextContents()).toHaveLength(8)
    expect(await dialog.textContent()).toContain('and 51 more')
    await dialog.getByRole('button', { name: 'Decide 59 hits' }).click()
    await page.locator('[role=status]', { hasText: 'Counterfeit: 59 hits decided.' }).waitFor()
    await expect.poll(() => page.locator('table.hits tbody tr').count()).toBe(1)
    expect(await countOf('counterfeit')).toBe(59)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.locator('[role=status]', { hasText: '59 hits as before.' }).waitFor()
    expect(await countOf('counterfeit')).toBe(0)
  })

  it('leaves alone what somebody else has open, and says whose it is', async () => {
    await addHits(pages.served(), manyHits(3))
    const { store } = pages.served()
    const [page, mara] = [await pages.at('Dana'), await store.users.ensure('Mara', 'reviewer', new Date())]
    await page.goto(new URL('/hits', page.url()).href)
    await page.locator('table.hits tbody tr').nth(2).waitFor()
    const held = (await store.hits.page({ text: 'l3' }, null, 1)).hits[0]!
    await store.hits.release([held.id], (await store.users.named('Dana'))!.id)
    await store.hits.lease([held.id], mara.id, new Date(), new Date(Date.now() + 60_000))
    for (const number of [1, 3]) await choose(page, number)
    await page.getByRole('button', { name: 'Allowed', exact: true }).click()
    await page.getByRole('button', { name: 'Decide 2 hits' }).click()
    await page.locator('[role=status]', { hasText: '1 hit left alone: Mara has it open.' }).waitFor()
    expect(await countOf('allowed')).toBe(1)
  })

  it('sends again what got no answer, and decides nothing twice', async () => {
    await addHits(pages.served(), manyHits(3))
    const page = await pages.at('Dana')
    await page.goto(new URL('/hits', page.url()).href)
    // The server has it, the answer is lost.
    await page.route(
      '**/api/decisions',
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 },
    )
    await page.getByLabel('Choose all that are shown').check()
    await page.getByRole('button', { name: 'Counterfeit', exact: true }).click()
    await page.getByRole('button', { name: 'Decide 3 hits' }).click()
    await page.getByRole('button', { name: 'Send the rest again' }).click()
    await page.locator('[role=status]', { hasText: 'Counterfeit: 3 hits decided.' }).waitFor()
    expect(await countOf('counterfeit')).toBe(3)
  })
})
