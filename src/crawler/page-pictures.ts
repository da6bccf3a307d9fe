import type { CDPSession, Page } from 'playwright-core'
import { Malformed } from '../evidence/malformed.ts'
import { type PngSize, readPng } from '../evidence/png.ts'
import { tileHeightMax } from '../evidence/wacz/parts.ts'
import { pageSize } from './page-scripts.ts'

/** A page that is higher is pictured so far, and said to be cut. */
export const pageHeightMax = 100_000
/** A browser that is busy gives a picture that is empty or too short now and then; the next one is whole. */
const triesMax = 3
const pauseMs = 300
const pictureMs = 30_000
const pixelsMax = 2 ** 28

/** A picture that is not what it says it is, each time it was taken. */
class NoPicture extends Error {
  override readonly name = 'NoPicture'
}

type Wanted = { width: number; height: number; isText: boolean }

/** What is seen first. @throws NoPicture */
export const viewportPicture = (page: Page, wanted: Wanted): Promise<Buffer> =>
  checked(wanted, () => page.screenshot({ type: 'png', animations: 'disabled', timeout: pictureMs }))

export type TileSet = { tiles: Buffer[]; width: number; height: number; isCut: boolean }

/** The whole page from top to bottom, in tiles that any program opens. @throws NoPicture */
export async function wholePage(cdp: CDPSession, page: Page, isText: boolean): Promise<TileSet> {
  const [width, whole] = await page.evaluate<[number, number]>(pageSize)
  const height = Math.min(whole, pageHeightMax)
  const tiles: Buffer[] = []
  for (let y = 0; y < height; y += tileHeightMax) {
    const wanted = { width, height: Math.min(tileHeightMax, height - y) }
    const clip = { x: 0, y, ...wanted, scale: 1 }
    const shot = async (): Promise<Buffer> => {
      const how = { format: 'png', captureBeyondViewport: true, optimizeForSpeed: true, clip } as const
      const { data } = await cdp.send('Page.captureScreenshot', how)
      return repacked(Buffer.from(data, 'base64'))
    }
    // A part of a high page may be empty; a page with words on it is not.
    tiles.push(await checked({ ...wanted, isText: isText && height <= tileHeightMax }, shot))
  }
  return { tiles, width, height: whole, isCut: height < whole }
}

/** The same pixels, packed by us: the browser's own packing takes longer, and is larger. One that is cut stays as it is. */
async function repacked(picture: Buffer): Promise<Buffer> {
  // It takes a while to load, which crawlers that picture nothing need not pay.
  const { default: sharp } = await import('sharp')
  const pixels = sharp(picture, { failOn: 'warning', limitInputPixels: pixelsMax })
  const packing = pixels.png({ compressionLevel: 6, adaptiveFiltering: false }).toBuffer()
  return packing.catch(() => picture) // whoever reads it next says what is wrong with it
}

async function checked({ width, height, isText }: Wanted, take: () => Promise<Buffer>): Promise<Buffer> {
  for (let tries = 1; ; tries++) {
    const picture = await take()
    const why = fault(picture, width, height, isText)
    if (why === null) return picture
    if (tries === triesMax) throw new NoPicture(`the browser gives no whole picture: ${why}`)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

function fault(picture: Buffer, width: number, height: number, isText: boolean): string | null {
  let size: PngSize
  try {
    size = readPng(picture)
  } catch (error) {
    if (error instanceof Malformed) return error.message
    throw error
  }
  if (size.width !== width || size.height !== height) {
    return `${size.width} × ${size.height} in place of ${width} × ${height}`
  }
  return size.oneColour && isText ? 'it is of one colour, and there are words on the page' : null
}
