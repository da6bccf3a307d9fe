import type { Browser } from 'playwright-core'
import { launchChromium, whyNoStart } from './chromium.ts'
import { type BrowserSettings, findChromium } from './find-chromium.ts'
import { within } from './signals.ts'

/** A browser that captures use one after the other, each in a context of its own: no cookie, cache or store of another. */
export type KeptBrowser = {
  /** @returns the running browser and where it comes from, or why there is none; `failed`: trying again may help */
  take(): Promise<{ browser: Browser; from: string } | { kind: 'refused' | 'failed'; why: string }>
  /** Once the capture has ended, however it did; a browser in which it left something behind is not used again. */
  giveBack(): Promise<void>
  close(): Promise<void>
}

/** It is ended when nobody asked for it for so long, and after so many pages, for what they may have left in its memory. */
const idleMs = 60_000
const pagesMax = 50
const closeMs = 5_000

export function openKeptBrowser(settings: BrowserSettings): KeptBrowser {
  let running: { browser: Browser; from: string } | null = null
  let pages = 0
  let idle: NodeJS.Timeout | undefined

  const end = async (): Promise<void> => {
    clearTimeout(idle)
    const ending = running
    running = null
    pages = 0
    if (ending) await within(closeMs, ending.browser.close())
  }
  return {
    take: async () => {
      clearTimeout(idle)
      if (!running?.browser.isConnected()) {
        const found = await findChromium(settings)
        if ('why' in found) return { kind: 'refused', why: found.why }
        try {
          const browser = await launchChromium(found.path, settings.searchPath, { shareProcess: true })
          running = { browser, from: found.from }
          pages = 0
        } catch (error) {
          return { kind: 'failed', why: `the browser does not start: ${whyNoStart(error)}` }
        }
      }
      pages++
      return { browser: running.browser, from: running.from }
    },
    giveBack: async () => {
      const isClean = running?.browser.isConnected() === true && running.browser.contexts().length === 0
      if (!isClean || pages >= pagesMax) return end()
      idle = setTimeout(() => void end(), idleMs).unref()
    },
    close: end,
  }
}
