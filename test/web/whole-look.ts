import process from 'node:process'
import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const sizes = { wide: [1440, 900], middle: [1024, 768], phone: [390, 844] } as const
/** A folder for looking at what was checked; left out, nothing is drawn. */
const shots = process.env['MORGIANA_TEST_SHOTS']

/** What is before one: the widest in light and the narrowest in dark, or all of them when they are to be looked at. */
export async function check(page: Page, state: string): Promise<void> {
  await page.evaluate(axe.source)
  const found: string[] = []
  for (const [size, [width, height]] of Object.entries(sizes)) {
    await page.setViewportSize({ width, height })
    for (const colorScheme of ['light', 'dark'] as const) {
      if (!shots && `${size} ${colorScheme}` !== 'wide light' && `${size} ${colorScheme}` !== 'phone dark') continue
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { violations } = (await page.evaluate('axe.run(document, { iframes: false })')) as AxeResults
      for (const { id, nodes } of violations)
        found.push(`${state} ${size} ${colorScheme}: ${id} ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
      const wide = (await page.evaluate('document.documentElement.scrollWidth')) as number
      if (wide > width) found.push(`${state} ${size}: the page is ${wide} wide`)
      if (shots) await page.screenshot({ path: `${shots}/${state}-${size}-${colorScheme}.png`, fullPage: true })
    }
  }
  expect(found).toEqual([])
}
