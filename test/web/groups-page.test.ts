import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { aListing } from '../builders.ts'
import { query } from '../store/database.ts'
import { chromiumPath, needsChromium } from './browser.ts'
import { addHits, type GivenHit } from './served.ts'
import { servedPages } from './served-pages.ts'

const copies = (from: number, count: number): GivenHit[] =>
  Array.from({ length: count }, (_, place) => ({
    listing: aListing({ id: `c${from + place}`, title: `Halvard Trail Runner replica no ${from + place}` }),
    product: 'Halvard Trail Runner',
  }))
const other: GivenHit = {
  listing: aListing({ id: 'o1', title: 'Halvard replica of somebody else', seller: { name: 'x' } }),
}

describe.skipIf(!chromiumPath)(`a group on the review page${needsChromium}`, () => {
  const pages = servedPages()
  const title = (page: Page, text: string) => page.locator('#card-title', { hasText: text }).waitFor()
  const verdicts = async (): Promise<{ listing_id: string; state: string }[]> =>
    query(pages.served().databaseUrl, 'select listing_id, state from hits order by listing_id')
  const open = async () => (await verdicts()).filter(({ state }) => state === 'open').map((row) => row.listing_id)

  it('is decided with one key for all that are shown and not taken out, and taken back with one', async () => {
    await addHits(pages.served(), [...copies(1, 4), other])
    const page = await pages.at('Dana')
    await title(page, 'no 1')
    expect(await page.locator('#group-title').textContent()).toBe('4 hits on this card')
    expect(await page.locator('.group-why').textContent()).toContain('same seller and product')
    await page.keyboard.press('g')
    expect(await page.locator('.members .member-facts').count()).toBe(3)
    await page.locator('.member').nth(1).press(' ')
    expect(await page.locator('#group-title').textContent()).toBe('3 hits on this card')
    expect(await page.locator('.covers .spoken').textContent()).toBe('A verdict is for 3 hits')
    await page.keyboard.press('1')
    await title(page, 'no 3')
    await expect.poll(open, { timeout: 10_000 }).toEqual(['c3', 'o1'])
    await page.keyboard.press('z')
    await title(page, 'no 1')
    await expect.poll(open, { timeout: 10_000 }).toHaveLength(5)
  })

  it('takes in who comes in a later run, and says how the others were decided', async () => {
    await addHits(pages.served(), copies(1, 2))
    const page = await pages.at('Dana')
    await title(page, 'no 1')
    await page.keyboard.press('1')
    await page.locator('.done').waitFor()
    await expect.poll(open, { timeout: 10_000 }).toEqual([])
    await addHits(pages.served(), copies(3, 1), 'run-2')
    await title(page, 'no 3')
    expect(await page.locator('.joined').textContent()).toMatch(
      /came to its group later. Of this group were decided: 2 Counterfeit. .*by Dana/,
    )
  })
})
