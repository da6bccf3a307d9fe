import { mkdirSync } from 'node:fs'
import axe, { type AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CoverageEnd } from '../../src/model/coverage.ts'
import { aListing, aSearch } from '../builders.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { chromiumPath, needsChromium, openBrowser, signedIn } from './browser.ts'
import { addHits, type GivenHit, manyHits, type Served, serve } from './served.ts'

/** At 200 % of 1440 × 900 a page has 720 × 450 points. */
const sizes = { wide: [1440, 900], middle: [1024, 768], phone: [390, 844], zoomed: [720, 450] } as const
/** Of one test: some thirty looks, each a second on a busy machine. */
const checkTimeLimitMs = 300_000
const themes = ['light', 'dark'] as const
/** A folder for looking at what was checked; left out, nothing is drawn. */
const shots = process.env['MORGIANA_TEST_SHOTS']
if (shots) mkdirSync(shots, { recursive: true })

const square = (color: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="#eee"/><path d="M20 250 Q200 ${color.length * 12} 380 250 Z" fill="${color}"/></svg>`

/** A card with everything on it: a long hostile title, a range, reasons up and down, pictures, a description. */
const full: GivenHit = {
  listing: aListing({
    id: 'full',
    title: `Halvard Trail Runner r\u200beplica ${'o\u0301\u0302'.repeat(3)}e${'\u0301'.repeat(600)} <b>1:1</b> ${'very '.repeat(30)}long`,
    price: { amount: '13.50', max: '19.00', currency: 'EUR' },
    seller: { id: 's9', name: 'S\u0336'.repeat(40), country: 'CN' },
    description: 'Same as original. '.repeat(60),
    condition: 'new',
    images: ['http://127.0.0.1/a.jpg', 'http://127.0.0.1/b.jpg'],
    url: 'https://evil.example/item/1',
  }),
  findings: [
    {
      signal: 'wording.replica',
      weight: 2.4,
      text: '“replica” is in the title',
      span: { field: 'title', start: 21, end: 29 },
    },
    {
      signal: 'price.low',
      weight: 1.1,
      text: '13.50 EUR is 14 % of 95.00 EUR',
      span: { field: 'price', start: 0, end: 5 },
    },
    {
      signal: 'copy',
      weight: 0.6,
      text: 'the same title is sold wholesale',
      span: { field: 'title', start: 0, end: 900 },
    },
    { signal: 'denial', weight: -0.4, text: '“for” is before the brand', span: { field: 'title', start: 0, end: 7 } },
  ],
  picture: square('#a33'),
  product: 'Halvard Trail Runner',
}
/** What stands on that card too: same seller and product. */
const copies: GivenHit[] = ['with a picture', 'without one'].map((title, place) => ({
  listing: aListing({ ...full.listing, id: `copy${place}`, title: `Halvard Trail Runner replica ${title}` }),
  product: 'Halvard Trail Runner',
  ...(place === 0 && { picture: square('#33a') }),
}))

describe.skipIf(!chromiumPath)(`axe finds nothing${needsChromium}`, () => {
  let database: TestDatabase
  let browser: Browser
  let served: Served
  let admin: Page
  let reviewer: Page
  beforeAll(async () => {
    database = await testDatabase()
    browser = await openBrowser()
    served = await serve(database)
    const { store } = served
    admin = await signedIn(browser, await served.link('Mara', 'admin'))
    reviewer = await signedIn(browser, await served.link('Dana'))
    await admin.locator('.done').waitFor()
    await store.lanes.open('ebay', { by: 'captcha', why: 'a captcha' }, new Date(), new Date(Date.now() + 600_000))
  }, 180_000)
  afterAll(async () => {
    await browser.close()
    await served.close()
    await database.stop()
  })

  /** Every size and theme of what is before one, on the same page. */
  async function check(page: Page, state: string): Promise<void> {
    await page.evaluate(axe.source)
    const found: string[] = []
    for (const [size, [width, height]] of Object.entries(sizes)) {
      await page.setViewportSize({ width, height })
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const { violations } = (await page.evaluate('axe.run()')) as AxeResults
        for (const { id, nodes } of violations)
          found.push(
            `${state} ${size} ${colorScheme}: ${id} ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
          )
        if (shots) await page.screenshot({ path: `${shots}/${state}-${size}-${colorScheme}.png` })
      }
    }
    expect(found).toEqual([])
  }
  const at = async (page: Page, path: string, there: string) => {
    await page.goto(`${served.url}${path}`)
    await page.locator(there).first().waitFor()
  }

  it(
    'where nothing is there yet',
    async () => {
      await check(admin, 'review-empty')
      await at(admin, '/hits', '.state')
      await check(admin, 'hits-empty')
      await at(admin, '/coverage', '.panel, .state')
      await check(admin, 'coverage-empty')
    },
    checkTimeLimitMs,
  )

  it(
    'where everything is there',
    async () => {
      const { store } = served
      await addHits(served, [full, ...copies, ...manyHits(30)])
      const searches = [aSearch({ run: 'run-2' }), aSearch({ run: 'run-2', keyword: 'halvard shoes', sort: 'newest' })]
      await store.runs.plan({ id: 'run-2', watch: 'halvard', trigger: 'scan' }, searches, new Date(Date.now() + 1_000))
      const end: CoverageEnd = { state: 'blocked', blockedBy: 'captcha', listings: 0, warnings: [] }
      for (const search of searches)
        await store.searches.save({ search, end, listings: [], next: null, now: new Date() })
      for (const [path, there] of [
        ['/', '#card-title'],
        ['/hits', 'table'],
        ['/coverage', '.gaps'],
        ['/users', '.users li'],
      ] as const) {
        await at(admin, path, there)
        await check(admin, path === '/' ? 'review-full' : `${path.slice(1)}-full`)
      }
    },
    checkTimeLimitMs,
  )

  it(
    'where several hits are chosen, about to be decided and decided',
    async () => {
      await at(admin, '/hits?text=l7', 'table')
      await admin.getByLabel('Choose all that are shown').check()
      await check(admin, 'hits-chosen')
      await admin.getByRole('button', { name: 'Unsure', exact: true }).click()
      await check(admin, 'hits-preview')
      await admin.locator('dialog .primary').click()
      await admin.getByRole('button', { name: 'Undo' }).waitFor()
      await check(admin, 'hits-decided')
      await admin.getByRole('button', { name: 'Undo' }).click()
      await admin.locator('[role=status]', { hasText: 'as before' }).waitFor()
    },
    checkTimeLimitMs,
  )

  it(
    'in dialogs, and in what was decided',
    async () => {
      await at(admin, '/', '#card-title')
      for (const [key, name] of [
        ['o', 'open'],
        ['e', 'pictures'],
        ['?', 'keys'],
      ] as const) {
        await admin.keyboard.press(key)
        await admin.locator('dialog').waitFor()
        await check(admin, `dialog-${name}`)
        await admin.keyboard.press('Escape')
      }
      await admin.keyboard.press('g')
      await admin.locator('.member').last().click()
      await check(admin, 'review-group')
      await admin.keyboard.press('2')
      await admin.keyboard.press('k')
      await admin.locator('.flag.verdict').waitFor()
      await check(admin, 'review-decided')
    },
    checkTimeLimitMs,
  )

  it(
    'while something loads, where it fails, and where one may not',
    async () => {
      await reviewer.route('**/api/quality', (route) => route.abort())
      await at(reviewer, '/users', 'h1')
      await check(reviewer, 'forbidden')
      await at(reviewer, '/nowhere', 'h1')
      await check(reviewer, 'not-found')
      await reviewer.route('**/api/coverage', (route) => route.abort())
      await at(reviewer, '/coverage', '.state.bad')
      await check(reviewer, 'error')
      await reviewer.route('**/api/hits?**', () => undefined)
      await at(reviewer, '/hits', '.state.loading')
      await check(reviewer, 'loading')
    },
    checkTimeLimitMs,
  )

  it(
    'cut off with decisions that were not saved, and before one is signed in',
    async () => {
      await reviewer.unrouteAll({ behavior: 'ignoreErrors' })
      await at(reviewer, '/', '#card-title')
      const unsaved = JSON.stringify([
        {
          id: 'x',
          hit: 'x',
          title: 'Halvard Trail Runner',
          verdict: 'counterfeit',
          why: 'Ola has it',
          at: '2026-11-30T10:00:00Z',
        },
      ])
      const me = (await served.store.users.named('Dana'))?.id
      await reviewer.evaluate(`localStorage.setItem('morgiana.unsaved.${me}', ${JSON.stringify(unsaved)})`)
      await at(reviewer, '/', '.unsaved')
      await reviewer.locator('#card-title').waitFor()
      await reviewer.context().setOffline(true)
      await reviewer.keyboard.press('1')
      await reviewer.locator('.pill.warn').waitFor()
      await check(reviewer, 'cut-off')
      await reviewer.context().setOffline(false)
      const stranger = await browser.newPage()
      await stranger.goto(served.url)
      await stranger.locator('h1').waitFor()
      await check(stranger, 'signed-out')
      await stranger.goto(await served.link('Ola'))
      await stranger.getByRole('button', { name: 'Sign in as Ola' }).waitFor()
      await check(stranger, 'sign-in')
      await stranger.goto(`${served.url}/sign-in?token=dead`)
      await stranger.locator('h1', { hasText: 'does not work' }).waitFor()
      await check(stranger, 'dead-link')
    },
    checkTimeLimitMs,
  )
})
