import { launchChromium, whyNoStart } from './chromium.ts'
import { type BrowserSettings, findChromium } from './find-chromium.ts'

const printMs = 120_000

/**
 * A page of ours as PDF, tagged, by the browser that captures are made with; it reaches no network.
 * @throws Error that says why there is no browser, or why it does not start
 */
export async function printPage(html: string, where: BrowserSettings): Promise<Buffer> {
  const found = await findChromium(where)
  if ('why' in found) throw new Error(`the report cannot be printed: ${found.why}`)
  const browser = await launchChromium(found.path, where.searchPath).catch((error: unknown) => {
    throw new Error(`the report cannot be printed: the browser does not start: ${whyNoStart(error)}`)
  })
  try {
    const page = await browser.newPage()
    await page.setContent(html, { timeout: printMs, waitUntil: 'load' })
    const footer =
      '<div style="font-size:7pt;width:100%;text-align:center"><span class="title"></span>, <span class="pageNumber"></span> of <span class="totalPages"></span></div>'
    return await page.pdf({
      ...{ format: 'A4', printBackground: true, tagged: true, outline: true, displayHeaderFooter: true },
      ...{ headerTemplate: '<span></span>', footerTemplate: footer },
      margin: { top: '15mm', bottom: '18mm', left: '15mm', right: '15mm' },
    })
  } finally {
    await browser.close()
  }
}
