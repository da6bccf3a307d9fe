import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

/** Debian's chromium, by PATH; null where there is none: the tests that need it are skipped by name. */
export const chromiumPath: string | null =
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    }) ?? null

export const needsChromium = chromiumPath ? '' : ' (skipped: no chromium)'

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })

/** A browser of one's own, signed in by a link as people are, at the first card. */
export async function signedIn(
  browser: Browser,
  link: string,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1360, height: 860 }, ...options })
  await page.goto(link)
  await page.locator('.bare .primary').click()
  await page.locator('.top').waitFor()
  return page
}

/** The title of the card that is shown. */
export const shownTitle = async (page: Page): Promise<string> => (await page.locator('#card-title').textContent()) ?? ''
