import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Role } from '../../src/store/users/user-store.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { openBrowser, signedIn } from './browser.ts'
import { type Served, serve } from './served.ts'

/**
 * For a describe block: one browser and one database server for all its tests, a served store of its own for each.
 * `at` is someone of that name in a browser of their own, signed in, with the first card or the end before them.
 */
export function servedPages(): {
  served(): Served
  at(name: string, role?: Role, options?: Parameters<Browser['newPage']>[0]): Promise<Page>
} {
  let database: TestDatabase
  let browser: Browser
  let served: Served
  beforeAll(async () => {
    database = await testDatabase()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await database.stop()
  })
  beforeEach(async () => {
    served = await serve(database)
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await served.close()
  })
  return {
    served: () => served,
    async at(name, role, options) {
      const page = await signedIn(browser, await served.link(name, role), options)
      await page.locator('#card-title, .done').first().waitFor()
      return page
    },
  }
}
