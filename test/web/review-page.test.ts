import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/model/hit.ts'
import { aListing } from '../builders.ts'
import { query } from '../store/database.ts'
import { chromiumPath, needsChromium, shownTitle } from './browser.ts'
import { addHits, manyHits } from './served.ts'
import { servedPages } from './served-pages.ts'

describe.skipIf(!chromiumPath)(`the review page${needsChromium}`, () => {
  const pages = servedPages()
  const title = (number: number) => `Halvard Trail Runner replica l${number}`
  const isAt = (page: Page, number: number) => page.locator('#card-title', { hasText: title(number) }).waitFor()
  /** What stands in the store, hit by hit, once nothing waits to be sent any more. */
  const stored = async (): Promise<{ title: string; verdict: Verdict; name: string }[]> =>
    query(
      pages.served().databaseUrl,
      `select l.title, v.verdict, u.name from verdicts v join hits h on h.id = v.hit_id join users u on u.id = v.user_id
       join listings l on l.marketplace = h.marketplace and l.id = h.listing_id where v.undone_at is null order by l.title`,
    )
  const storedOnce = (count: number) =>
    expect.poll(async () => (await stored()).length, { timeout: 20_000, interval: 50 }).toBe(count)

  it('decides with one key each, shows the next card, and saves who decided', async () => {
    await addHits(pages.served(), manyHits(6))
    const page = await pages.at('Dana')
    for (const [place, key] of ['1', '2', '3', '4', 'h'].entries()) {
      await isAt(page, place + 1)
      await page.keyboard.press(key)
    }
    await isAt(page, 6)
    await storedOnce(5)
    expect(await stored()).toEqual(
      (['counterfeit', 'allowed', 'not-our-product', 'unsure', 'watch'] as const).map((verdict, place) => ({
        title: title(place + 1),
        verdict,
        name: 'Dana',
      })),
    )
  })

  it('keeps the score of a sample from below the line to itself until it is decided', async () => {
    const [sample, other] = [1, 2].map((place) => aListing({ id: `s${place}`, title: title(place) }))
    if (!sample || !other) throw new Error('two listings were made')
    await addHits(pages.served(), [{ listing: sample, score: 0.0817, isSample: true }, { listing: other }])
    const page = await pages.at('Dana')
    await isAt(page, 1)
    expect(await page.locator('.score').textContent()).toBe('to be checked')
    expect(await page.locator('.card .score svg').count()).toBe(0)
    expect(await page.locator('p.spoken').textContent()).toContain('to be checked')
    expect(await page.locator('.row-score').count()).toBe(0)
    expect(await page.locator('.queue-head').textContent()).toContain('2 to review')
    const told = await page.evaluate("fetch('/api/hits?state=open').then((answer) => answer.text())")
    expect(told).not.toContain('0.0817')
    expect(await page.locator('.queue').textContent()).not.toContain('below the line')

    await page.keyboard.press('2')
    await isAt(page, 2)
    expect(await page.locator('.score').textContent()).toBe('90% likely counterfeit')
    expect(await page.locator('.row').first().textContent()).toContain('Allowed · sample from below the line')
    await storedOnce(1)
    await page.reload()
    await isAt(page, 2)
    await page.keyboard.press('z')
    await isAt(page, 1)
    expect(await page.locator('.score').textContent()).toBe('to be checked')
  })

  it('goes up and down with J and K, and takes every decision of the session back with Z', async () => {
    await addHits(pages.served(), manyHits(4))
    const page = await pages.at('Dana')
    await page.keyboard.press('j')
    await isAt(page, 2)
    await page.keyboard.press('k')
    await isAt(page, 1)
    for (const key of ['1', '2', '1']) await page.keyboard.press(key)
    await storedOnce(3)
    await page.reload()
    await isAt(page, 4)
    for (const back of [3, 2, 1]) {
      await page.keyboard.press('z')
      await isAt(page, back)
    }
    await storedOnce(0)
    await page.keyboard.press('z')
    await page.locator('.notice', { hasText: 'Nothing to take back' }).waitFor()
  })

  it('keeps a card that was taken back, also while the server has not heard of it', async () => {
    await addHits(pages.served(), manyHits(3))
    const page = await pages.at('Dana')
    await page.keyboard.press('1')
    await storedOnce(1)
    await page.route('**/undo', async (route) => {
      // Whatever else the page asks for about the card is answered meanwhile.
      for (let turn = 0; turn < 10; turn++) await page.evaluate("fetch('/api/hits').then((answer) => answer.json())")
      await route.continue()
    })
    await page.keyboard.press('z')
    await storedOnce(0)
    expect(await shownTitle(page)).toBe(title(1))
    await page.keyboard.press('2')
    await expect.poll(stored).toEqual([{ title: title(1), verdict: 'allowed', name: 'Dana' }])
  })

  it('keeps a card that was taken back when an older answer says that it is decided', async () => {
    await addHits(pages.served(), manyHits(3))
    const page = await pages.at('Dana')
    const [takenBack, answered] = [gate(), gate()]
    await page.route('**/api/leases', async (route) => {
      await takenBack.opened
      await route.continue()
    })
    await page.route('**/undo', async (route) => {
      await answered.opened
      await route.continue()
    })
    page.on('requestfinished', (request) => request.url().endsWith('/api/leases') && answered.open())
    await page.reload()
    await isAt(page, 1)
    await page.keyboard.press('1')
    await storedOnce(1)
    await page.keyboard.press('z')
    takenBack.open()
    await storedOnce(0)
    expect(await shownTitle(page)).toBe(title(1))
  })
  const gate = (): { opened: Promise<void>; open: () => void } => {
    let open: () => void = () => undefined
    const opened = new Promise<void>((done) => {
      open = done
    })
    return { opened, open }
  }

  it('replaces one’s own decision when one goes back to it', async () => {
    await addHits(pages.served(), manyHits(2))
    const page = await pages.at('Dana')
    await page.keyboard.press('1')
    await page.keyboard.press('k')
    await isAt(page, 1)
    await page.keyboard.press('2')
    await isAt(page, 2)
    await expect.poll(stored).toEqual([{ title: title(1), verdict: 'allowed', name: 'Dana' }])
  })

  it('says at the end what was decided, what was not covered, and when the next run starts', async () => {
    await addHits(pages.served(), manyHits(2))
    const page = await pages.at('Dana')
    await page.keyboard.press('1')
    await page.keyboard.press('2')
    const done = page.locator('.done')
    await done.waitFor()
    const text = (await done.textContent()) ?? ''
    expect(text).toContain('You decided 2 hits in this session')
    expect(text).toContain('1 Counterfeit1 Allowed')
    await done.getByText('Everything that was planned has been seen.').waitFor()
    await done.getByText('Next run').waitFor()
  })

  it('shows hits by themselves that a run finds while one waits', async () => {
    const page = await pages.at('Dana')
    await addHits(pages.served(), manyHits(1))
    await isAt(page, 1)
  })

  it('loses and doubles nothing while the server is away, says how many wait, and survives a reload', async () => {
    await addHits(pages.served(), manyHits(30))
    const page = await pages.at('Dana')
    await isAt(page, 1)
    for (let cut = 0; cut < 3; cut++) {
      await pages.served().stop()
      for (let key = 0; key < 4; key++) await page.keyboard.press('1')
      await page.locator('.waiting', { hasText: '4 decisions waiting to be sent' }).waitFor()
      await pages.served().start()
      if (cut === 1) await page.reload()
      await storedOnce((cut + 1) * 4)
      await expect.poll(() => page.locator('.waiting .pill').count(), { timeout: 20_000 }).toBe(0)
    }
    expect((await stored()).map((one) => one.verdict)).toEqual(Array(12).fill('counterfeit'))
  })

  it('saves once what was heard although its answer was lost', async () => {
    await addHits(pages.served(), manyHits(5))
    const page = await pages.at('Dana')
    let lost = 0
    await page.route('**/api/decisions', async (route) => {
      if (lost >= 3) return route.continue()
      lost++
      await route.fetch()
      await route.abort('connectionreset')
    })
    for (let key = 0; key < 3; key++) await page.keyboard.press('1')
    await expect.poll(() => page.evaluate('Object.keys(localStorage).length'), { timeout: 20_000 }).toBe(0)
    expect(lost).toBe(3)
    const rows = await query(pages.served().databaseUrl, 'select count(*)::int as count from verdicts')
    expect(rows).toEqual([{ count: 3 }])
  })

  it('never shows the same card to two reviewers', async () => {
    await addHits(pages.served(), manyHits(24))
    const [dana, mara] = [await pages.at('Dana'), await pages.at('Mara')]
    const seen = { dana: [] as string[], mara: [] as string[] }
    for (let turn = 0; turn < 12; turn++) {
      // A card that is not held yet may still turn out to be the other's, and then makes way for the next one.
      await Promise.all([holdsWhatIsShown(dana, 'Dana'), holdsWhatIsShown(mara, 'Mara')])
      const [hers, theirs] = [await shownTitle(dana), await shownTitle(mara)]
      expect(hers).not.toBe(theirs)
      seen.dana.push(hers)
      seen.mara.push(theirs)
      await Promise.all([dana.keyboard.press('1'), mara.keyboard.press('2')])
      await Promise.all([hers, theirs].map((gone, place) => leaves(place === 0 ? dana : mara, gone)))
      const what = async () => ({ stored: (await stored()).length, told: [await toldTo(dana), await toldTo(mara)] })
      await expect.poll(what, { timeout: 20_000, interval: 50 }).toEqual({ stored: (turn + 1) * 2, told: [[], []] })
    }
    expect(new Set([...seen.dana, ...seen.mara]).size).toBe(24)
  })
  const toldTo = (page: Page) => page.locator('.notice, .unsaved').allTextContents()
  const holdsWhatIsShown = (page: Page, name: string) =>
    expect.poll(async () => holderOf((await shownTitle(page)) ?? ''), { timeout: 20_000, interval: 20 }).toBe(name)
  const holderOf = async (shown: string) => {
    const holders = await query<{ name: string }>(
      pages.served().databaseUrl,
      `select u.name from hits h join users u on u.id = h.leased_by
       join listings l on l.marketplace = h.marketplace and l.id = h.listing_id where l.title = $1`,
      [shown],
    )
    return holders[0]?.name
  }
  const leaves = (page: Page, gone: string) =>
    page
      .locator('#card-title')
      .filter({ hasText: new RegExp(`^${gone}$`) })
      .waitFor({ state: 'detached' })

  it('shows who has a card, and does not let one choose it', async () => {
    await addHits(pages.served(), manyHits(12))
    await pages.at('Dana')
    const mara = await pages.at('Mara')
    const row = mara.locator('.row').first()
    expect(await row.textContent()).toContain('Dana has this card')
    expect(await row.isDisabled()).toBe(true)
  })
})
