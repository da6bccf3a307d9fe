import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { launchChromium } from '../../src/crawler/chromium.ts'
import { findChromium } from '../../src/crawler/find-chromium.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'browser-'))
  folders.push(folder)
  return folder
}
/** A file that looks like a browser. */
function aBrowser(name: string, mode = 0o755): string {
  const path = join(aFolder(), name)
  writeFileSync(path, '#!/bin/sh\n')
  chmodSync(path, mode)
  return path
}
const folderOf = (path: string): string => join(path, '..')
const isInstalled = (): boolean => {
  try {
    createRequire(import.meta.url).resolve('@sparticuz/chromium')
    return true
  } catch {
    return false
  }
}

describe('the browser is', () => {
  it('told to leave out all that Playwright leaves out, since it follows only the last of two such switches', async () => {
    const path = aBrowser('chromium')
    const said = join(folderOf(path), 'said')
    writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" > ${said}\nexit 1\n`)
    await expect(launchChromium(path, process.env['PATH'] ?? null)).rejects.toThrow()
    const [playwrights, ours, ...more] = readFileSync(said, 'utf8')
      .split('\n')
      .filter((each) => each.startsWith('--disable-features='))
      .map((each) => each.slice('--disable-features='.length).split(','))
    expect(more).toEqual([])
    expect(ours).toEqual(expect.arrayContaining(playwrights!.filter((name) => !name.startsWith('ms'))))
  })

  it('the operator’s own, and no other where that one cannot be run', async () => {
    const [own, other] = [aBrowser('mine'), aBrowser('chromium')]
    const searchPath = folderOf(other)
    expect(await findChromium({ chromium: own, searchPath })).toEqual({ path: own, from: 'MORGIANA_CHROMIUM' })
    const broken = aBrowser('broken', 0o600)
    mkdirSync(join(folderOf(broken), 'data'))
    const dataFolder = join(folderOf(broken), 'data')
    expect(await findChromium({ chromium: `${broken}-not`, searchPath, dataFolder })).toEqual({
      why: expect.stringMatching(/^it needs a browser, and MORGIANA_CHROMIUM names .* which is not there/),
    })
    expect(readdirSync(dataFolder)).toEqual([])
  })

  it('the first on PATH', async () => {
    const [first, second] = [aBrowser('google-chrome'), aBrowser('chromium')]
    const searchPath = `${aFolder()}:${folderOf(first)}:${folderOf(second)}`
    expect(await findChromium({ chromium: null, searchPath })).toMatchObject({ path: first })
  })

  it('told to be missing in one line that says what to do', async () => {
    const { why } = (await findChromium({ chromium: null, searchPath: aFolder() })) as { why: string }
    expect(why).toMatch(/apt-get install chromium.*npx playwright install chromium.*MORGIANA_CHROMIUM/)
    expect(why).not.toContain('\n')
  })

  // npm leaves the package out on a Node that it is not made for (below 22.17).
  it.skipIf(!isInstalled())(
    'the packaged one where there is no other: unpacked once, whole, into a folder of ours',
    async () => {
      const dataFolder = aFolder()
      const look = () => findChromium({ chromium: null, searchPath: '/nowhere', dataFolder })
      const both = await Promise.all([look(), look()])
      const [found] = both
      expect(both[1]).toEqual(found)
      if (!found || 'why' in found) throw new Error('it was not found')
      expect(found.from).toMatch(/^@sparticuz\/chromium \d+\./)
      expect(readdirSync(join(dataFolder, 'browser'))).toHaveLength(1)
      expect(statSync(found.path).mode & 0o777).toBe(0o700)
      const browser = await launchChromium(found.path, process.env['PATH'] ?? null)
      const page = await browser.newPage()
      await page.setContent('<p style="height:3000px">a page</p>')
      expect((await page.screenshot({ fullPage: true })).length).toBeGreaterThan(1_000)
      await browser.close()
    },
    60_000,
  )
})
