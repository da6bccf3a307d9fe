import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { type FoundBrowser, type PackedBrowser, packagedChromium, unpack } from './packaged-chromium.ts'

export type BrowserSettings = {
  /** The operator's own; nothing else is looked for then. */
  chromium: string | null
  /** Folders, as in PATH. */
  searchPath: string | null
  /** Where the packaged browser may be unpacked; without it that one is not looked for. */
  dataFolder?: string
}

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The browser of this machine, ready to be run. @returns or why there is none and what to do, as a sentence */
export async function findChromium(settings: BrowserSettings): Promise<FoundBrowser | { why: string }> {
  const found = await lookForChromium(settings)
  if ('why' in found) return found
  const { path, from, packed } = found
  if (packed !== undefined) await unpack(packed, path)
  return { path, from }
}

/**
 * The browser of this machine: the operator's own, else Playwright's (`npx playwright install chromium`), else the first
 * on PATH, else the one in the npm package @sparticuz/chromium, which may be packed still.
 * @returns or why there is none and what to do, as a sentence
 */
export async function lookForChromium(settings: BrowserSettings): Promise<PackedBrowser | { why: string }> {
  const { chromium, searchPath, dataFolder } = settings
  if (chromium !== null) {
    if (await isExecutable(chromium)) return { path: chromium, from: 'MORGIANA_CHROMIUM' }
    const says = `MORGIANA_CHROMIUM names "${chromium}", which is not there or cannot be run`
    return { why: `it needs a browser, and ${says}` }
  }
  const own = await playwrightsOwn()
  if (own !== null && (await isExecutable(own))) return { path: own, from: 'playwright' }
  const folders = (searchPath ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const path of folders.flatMap((folder) => names.map((name) => join(folder, name))))
    if (await isExecutable(path)) return { path, from: 'PATH' }
  const packaged = dataFolder === undefined ? null : await packagedChromium(join(dataFolder, 'browser'))
  return packaged ?? { why: none }
}

const none =
  'it needs a browser, and there is none on PATH: install Chromium (apt-get install chromium, or npx playwright install chromium), or name one in MORGIANA_CHROMIUM'

/** Where Playwright keeps the browser of this version, whether it is there or not; null on systems that it has none for. */
async function playwrightsOwn(): Promise<string | null> {
  // It takes a tenth of a second to load, which whoever needs no browser need not pay.
  const { chromium } = await import('playwright-core')
  try {
    return chromium.executablePath() || null
  } catch {
    return null
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
