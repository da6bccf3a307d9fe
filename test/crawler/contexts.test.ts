import { describe, expect, it, onTestFinished } from 'vitest'
import { launchChromium } from '../../src/crawler/chromium.ts'
import { openContexts } from '../../src/crawler/contexts.ts'
import { findChromium } from '../../src/crawler/find-chromium.ts'
import { contextsMax, pagesPerContextMax } from '../../src/crawler/limits.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { isHere, searchPath } from './browser-page.ts'

async function aBrowser() {
  const found = await findChromium({ chromium: null, searchPath })
  if ('why' in found) throw new Error(found.why)
  const browser = await launchChromium(found.path, searchPath)
  onTestFinished(() => browser.close())
  const contexts = openContexts(browser, 'morgiana', openLog('silent'))
  const open = (jar: string | null) => contexts.withPage(jar, async (page) => page.setContent('<p>page'))
  const settled = { timeout: 20_000, interval: 10 }
  return { browser, contexts, open, settled }
}

describe.skipIf(!isHere)(`the parts of the browser${isHere ? '' : ' (skipped: no chromium)'}`, () => {
  it('are closed when their watch had its pages, when others need their place, and when they are nobody’s', async () => {
    const { browser, open, settled } = await aBrowser()
    for (let page = 0; page < pagesPerContextMax; page++) await open('one')
    await expect.poll(() => browser.contexts().length, settled).toBe(0)
    for (let watch = 0; watch < contextsMax + 4; watch++) await open(`watch-${watch}`)
    await expect.poll(() => browser.contexts().length, settled).toBe(contextsMax)
    await open(null)
    await expect.poll(() => browser.contexts().length, settled).toBe(contextsMax)
  })

  it('are closed when they met a block page: at once, or when the page that is open in them has ended', async () => {
    const { browser, contexts, open, settled } = await aBrowser()
    await open('shop one')
    await open('shop two')
    contexts.retire('shop one')
    await expect.poll(() => browser.contexts().length, settled).toBe(1)
    await contexts.withPage('shop two', async (page) => {
      contexts.retire('shop two')
      await page.setContent('<p>still read')
      expect(await page.content()).toContain('still read')
    })
    await expect.poll(() => browser.contexts().length, settled).toBe(0)
  })
})
