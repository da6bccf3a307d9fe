import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBundle } from '../../src/custody/open-bundle.ts'
import { verifyBundle } from '../../src/evidence/verify/bundle.ts'
import { openFindings } from '../../src/evidence/verify/findings.ts'
import { noTrust } from '../../src/evidence/verify/trust.ts'
import { authorityServer, unsealed } from '../custody/ground.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { chromiumPath, needsChromium, openBrowser, signedIn } from './browser.ts'
import { type Served, serve } from './served.ts'
import { check } from './whole-look.ts'

describe.skipIf(!chromiumPath)(`what is done with a capture on the page${needsChromium}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'captures-page-'))
  let database: TestDatabase
  let browser: Browser
  let authority: Awaited<ReturnType<typeof authorityServer>>
  let served: Served
  let reviewer: Page
  let legal: Page
  beforeAll(async () => {
    database = await testDatabase()
    browser = await openBrowser()
    authority = await authorityServer()
    const roots = join(folder, 'roots.pem')
    writeFileSync(roots, authority.rootPem)
    const sealing = { timeStamps: [authority.url], timeStampRoots: roots, searchPath: process.env['PATH'] ?? '' }
    served = await serve(database, {}, sealing)
    await served.evidence.keeper.keepCapture(await unsealed('cap-first', 'listing'))
    await served.evidence.keeper.keepCapture(await unsealed('cap-second', 'listing'))
    reviewer = await signedIn(browser, await served.link('Rob'))
    legal = await signedIn(browser, await served.link('Dana Weiss', 'legal'))
  }, 180_000)
  afterAll(async () => {
    await browser.close()
    await served.close()
    authority.close()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const at = async (page: Page, path: string, there: string) => {
    await page.goto(`${served.url}${path}`)
    await page.locator(there).first().waitFor()
  }

  it('verifies a capture on request, and names each fault by its file', async () => {
    await at(reviewer, '/evidence?id=cap-first', '.screenshot-box img')
    await reviewer.getByRole('button', { name: 'Verify now' }).click()
    await reviewer.locator('.verified', { hasText: 'It holds' }).waitFor()
    await check(reviewer, 'verified')
    const { waczSha256 } = (await served.store.captures.load('cap-first'))!
    const path = join(served.dataFolder, 'vault/evidence', waczSha256.slice(0, 2), waczSha256.slice(2))
    const whole = readFileSync(path)
    const harmed = Buffer.from(whole)
    harmed.write('XXXX', harmed.indexOf('29.90'))
    writeFileSync(path, harmed)
    await reviewer.getByRole('button', { name: 'Verify now' }).click()
    await reviewer.locator('.verified .bad', { hasText: /Broken: \d+ faults/ }).waitFor()
    const named = await reviewer.locator('.verified code').allTextContents()
    expect(named).toContain('data/captures/cap-first/capture.wacz')
    expect(named.some((file) => /capture\.wacz!(dom|text)\//.test(file))).toBe(true)
    await check(reviewer, 'verified-broken')
    writeFileSync(path, whole)
  }, 120_000)

  it('shows two looks of one page with what differs in words, and orders another', async () => {
    const job = {
      id: 'job-second',
      marketplace: 'bazaar',
      kind: 'listing',
      url: 'http://market.example/',
      hit: null,
    } as const
    const requested = {
      by: { name: 'Rob', role: 'reviewer', organisation: 'B' },
      onBehalfOf: 'B',
      legalBasis: 'b',
      purpose: 'p',
    }
    const order = { ...job, listing: 'item-4711', requested, requestedAt: new Date(), secondOf: 'cap-first' }
    await served.store.captures.plan(order)
    await served.store.captures.endJob(job.id, { state: 'done', why: null, capture: 'cap-second' }, new Date())
    await at(reviewer, '/evidence?id=cap-first', '.look-beside')
    expect(await reviewer.locator('.look-beside').textContent()).toMatch(
      /Seen .* after this one, directly, from a session of its own, the same way as this one\..*What was read differs:.*Address/,
    )
    await check(reviewer, 'seen-twice')
    await reviewer.getByRole('button', { name: 'Capture it again from another session' }).click()
    await reviewer.locator('.flag', { hasText: 'The capture is ordered' }).waitFor()
    const jobs = await served.store.captures.jobsOf({ marketplace: 'bazaar', listing: 'item-4711' }, 1)
    expect(jobs).toMatchObject([{ secondOf: 'cap-first', requested: { by: { name: 'Rob' } } }])
    await at(reviewer, '/evidence?id=cap-second', '.look-beside')
    expect(await reviewer.locator('.look-beside').textContent()).toContain('before this one')
  }, 120_000)

  it('makes a sealed bundle, which the browser fetches and which holds', async () => {
    const page = legal
    await at(page, '/evidence?id=cap-first', '.screenshot-box img')
    await page.getByLabel('What for').fill('case 7')
    await page.getByLabel('Recipient (optional)').fill('the court')
    await page.getByRole('button', { name: 'Make the bundle' }).click()
    await page.getByRole('link', { name: 'Download it' }).waitFor({ timeout: 100_000 })
    await check(page, 'exported')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download it' }).click(),
    ])
    const findings = openFindings()
    const zip = join(served.dataFolder, 'fetched.zip')
    await download.saveAs(zip)
    const bundle = await openBundle(zip, findings)
    expect((await verifyBundle(bundle!.files, noTrust, new Date(), findings)).faults).toEqual([])
    await bundle!.close()
    await page.getByRole('cell', { name: 'Exported' }).first().waitFor()
  }, 180_000)
})
