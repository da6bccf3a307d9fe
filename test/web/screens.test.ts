import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { tokenHash } from '../../src/model/sign-in.ts'
import { aListing, aSearch } from '../builders.ts'
import { chromiumPath, needsChromium, shownTitle } from './browser.ts'
import { addHits, manyHits, signInBy } from './served.ts'
import { servedPages } from './served-pages.ts'

describe.skipIf(!chromiumPath)(`every screen${needsChromium}`, () => {
  const pages = servedPages()
  const decided = async (): Promise<number> =>
    (await pages.served().store.hits.page({ state: 'decided' }, null, 1)).count
  const isAt = (page: Page, number: number) =>
    page.locator('#card-title', { hasText: `Halvard Trail Runner replica l${number}` }).waitFor()

  it('shows hostile text as text, and runs none of it', async () => {
    const hostile =
      '<img src=x onerror="document.title=1"> Hal\u200bvard \u202etxt.exe <script>document.title=2</script>'
    await addHits(pages.served(), [
      {
        listing: aListing({
          title: hostile,
          url: 'javascript:document.title=3',
          seller: { name: '"><svg onload=document.title=4>' },
          description: '<iframe src=javascript:document.title=5></iframe>',
        }),
        findings: [
          { signal: 'x', weight: 1, text: '<b onclick=1>bold</b>', span: { field: 'title', start: 0, end: 9_999 } },
        ],
      },
    ])
    const page = await pages.at('Dana')
    const shown = await shownTitle(page)
    expect(shown).toContain('<img src=x onerror="document.title=1"> Hal')
    expect(shown).toContain('zero-width space')
    expect(shown).not.toMatch(/[\u200b\u202e]/)
    expect(await page.locator('.card').locator('script, iframe, svg[onload], b, [onerror]').count()).toBe(0)
    await page.keyboard.press('o')
    expect(await page.locator('dialog a').count()).toBe(0)
    expect(await page.title()).toBe('Review · morgiana')
  })

  it('asks before it opens a listing, and tells the site nothing of where one came from', async () => {
    await addHits(pages.served(), [{ listing: aListing({ url: 'http://127.0.0.1/l/1' }) }])
    const page = await pages.at('Dana')
    await page.keyboard.press('o')
    const link = page.locator('dialog a')
    expect(await link.getAttribute('rel')).toBe('noreferrer noopener')
    expect(await link.getAttribute('href')).toBe('http://127.0.0.1/l/1')
    await page.locator('dialog a:focus').waitFor()
    await page.keyboard.press('1')
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    expect(await decided()).toBe(0)
  })

  it('names the host of an address that is not its marketplace’s, and opens none with a user name in it', async () => {
    const [one, two] = ['https://127.0.0.1.evil.example/l', 'https://127.0.0.1@evil.example/l']
    await addHits(
      pages.served(),
      [one, two].map((url, place) => ({ listing: aListing({ id: `u${place}`, url }) })),
    )
    const page = await pages.at('Dana')
    await page.keyboard.press('o')
    await page.locator('dialog h2', { hasText: 'Open 127.0.0.1.evil.example?' }).waitFor()
    expect(await page.locator('dialog .flag').textContent()).toContain('which is not Bazaar’s')
    await page.locator('dialog button:focus', { hasText: 'Cancel' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('j')
    await page.keyboard.press('o')
    await page.locator('dialog', { hasText: 'a user name before its host' }).waitFor()
    expect(await page.locator('dialog a').count()).toBe(0)
  })

  it('asks nothing of a foreign host on any screen, and breaks no rule of its own policy', async () => {
    await addHits(pages.served(), manyHits(3))
    const page = await pages.at('Mara', 'admin')
    const foreign: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== pages.served().url) foreign.push(request.url())
    })
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    for (const path of ['/', '/hits', '/coverage', '/users']) {
      await page.goto(`${pages.served().url}${path}`, { waitUntil: 'networkidle' })
      await page.locator('main h1, main h2').first().waitFor()
    }
    expect([foreign, complaints]).toEqual([[], []])
  })

  it('can be used with the keyboard alone: search, help, keys off and on again', async () => {
    await addHits(pages.served(), manyHits(12))
    const page = await pages.at('Dana')
    await page.keyboard.press('/')
    await page.keyboard.type('replica l12')
    await page.keyboard.press('Enter')
    await isAt(page, 12)
    expect(new URL(page.url()).searchParams.get('text')).toBe('replica l12')
    await page.keyboard.press('/')
    await page.keyboard.press('Escape')
    await isAt(page, 1)
    await page.keyboard.press('?')
    await page.locator('dialog', { hasText: 'Not our product' }).waitFor()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('1')
    await page.keyboard.press('?')
    await page.locator('dialog').waitFor()
    expect(await decided()).toBe(0)
  })

  it('has one’s sign-out at once, and keeps nothing of the person', async () => {
    await addHits(pages.served(), manyHits(1))
    const page = await pages.at('Dana')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.locator('h1', { hasText: 'You are signed out' }).waitFor()
    await page.reload()
    await page.locator('code', { hasText: 'morgiana user link NAME' }).waitFor()
  })

  it('says on Coverage what was not seen, why and what to do, and on every screen which lane is paused', async () => {
    const { store } = pages.served()
    const search = aSearch({ marketplace: 'ebay', keyword: 'halvard shoes', sort: 'newest' })
    await store.runs.plan({ id: 'run-1', watch: 'halvard', trigger: 'schedule' }, [search], new Date())
    const end = { state: 'blocked' as const, blockedBy: 'captcha' as const, listings: 0, warnings: [], why: 'captcha' }
    await store.searches.save({ search, end, listings: [], next: null, now: new Date() })
    await store.lanes.open('ebay', { by: 'captcha', why: 'captcha' }, new Date(), new Date(Date.now() + 600_000))
    const page = await pages.at('Mara', 'admin')
    await page.locator('.banner', { hasText: 'eBay is paused. eBay asks for a captcha.' }).waitFor()
    await page.getByRole('link', { name: 'See what was missed and why' }).click()
    await page.locator('section', { hasText: 'Quality' }).getByText('No hit has been decided yet.').waitFor()
    const gap = page.locator('.gaps li')
    expect(await gap.textContent()).toMatch(
      /blocked.*eBay.*captcha.*“halvard shoes”, newest first, page 1.*What to do: Wait for the next probe/,
    )
    await page.locator('tr', { hasText: 'halvard shoes newest first' }).waitFor()
    await page.locator('.banner').getByRole('button', { name: 'Resume' }).click()
    await page.locator('dialog').getByRole('button', { name: 'Resume' }).click()
    await page.locator('.banner').waitFor({ state: 'detached' })
    expect(await store.lanes.load('ebay')).toMatchObject({ state: 'closed' })
  })

  it('gives an administrator a link for somebody new, and a reviewer none', async () => {
    const admin = await pages.at('Mara', 'admin')
    await admin.getByRole('link', { name: 'Users' }).click()
    await admin.getByLabel('Name').fill('Ola')
    await admin.getByLabel('Name').press('Enter')
    const link = await admin.getByLabel('Sign-in link for Ola').inputValue()
    const ola = await admin.context().browser()?.newPage()
    await ola?.goto(link)
    await ola?.getByRole('button', { name: 'Sign in as Ola' }).press('Enter')
    await ola?.locator('.who', { hasText: 'Ola' }).waitFor()
    expect(await ola?.getByRole('link', { name: 'Users' }).count()).toBe(0)
    await ola?.goto(`${pages.served().url}/users`)
    await ola?.locator('h1', { hasText: 'This is for administrators' }).waitFor()
  })

  it('asks before a name that is there is given another role, and removes people', async () => {
    const { store, cookie } = pages.served()
    await cookie('Ola', 'admin')
    const page = await pages.at('Mara', 'admin')
    await page.getByRole('link', { name: 'Users' }).click()
    await page.getByLabel('Name').fill('Ola')
    await page.getByLabel('Name').press('Enter')
    await page.locator('dialog h2', { hasText: 'Ola is an administrator already' }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await store.users.named('Ola')).toMatchObject({ role: 'admin' })
    await page.getByLabel('Name').press('Enter')
    await page.locator('dialog').getByRole('button', { name: 'Make them a reviewer' }).click()
    await page.locator('.notice', { hasText: 'Ola is a reviewer now' }).waitFor()
    expect(await store.users.named('Ola')).toMatchObject({ role: 'reviewer' })
    await page.getByRole('button', { name: 'Remove Ola' }).click()
    await page.locator('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.locator('.notice', { hasText: 'Ola is removed' }).waitFor()
    expect(await store.users.named('Ola')).toBeNull()
  })

  it('says that a used link is dead and how to get another', async () => {
    const page = await pages.at('Dana')
    const link = await pages.served().link('Ola')
    await signInBy(link)
    const other = await page.context().browser()?.newPage()
    await other?.goto(link)
    await other?.locator('h1', { hasText: 'This link does not work any more' }).waitFor()
    await page.goto(link)
    await page.getByText('You are signed in already.').waitFor()
  })

  it('says what is wrong when it cannot load, and goes on by itself when it can', async () => {
    await addHits(pages.served(), manyHits(1))
    const page = await pages.at('Dana')
    await page.route('**/api/coverage', (route) => route.abort())
    await page.getByRole('link', { name: 'Coverage' }).click()
    await page.getByText('morgiana does not answer').waitFor()
    await page.unroute('**/api/coverage')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.panel').first().waitFor()
  })

  it('ends the session of somebody whose session has ended elsewhere, and keeps their decisions for later', async () => {
    await addHits(pages.served(), manyHits(3))
    const page = await pages.at('Dana')
    await isAt(page, 1)
    const [cookie] = await page.context().cookies()
    await pages.served().store.users.endSession(tokenHash(cookie?.value ?? ''))
    await page.keyboard.press('1')
    await page.getByText('1 decision is kept here').waitFor()
    await page.goto(await pages.served().link('Dana'))
    await page.getByRole('button', { name: 'Sign in as Dana' }).click()
    await expect.poll(decided, { timeout: 20_000 }).toBe(1)
  })
})
