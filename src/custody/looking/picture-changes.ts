import sharp from 'sharp'
import type { Box, CaptureChanges } from './looking.ts'

/** Pictures are held against each other at this width; a cell is a sixtieth of it. */
const widthCompared = 960
const cell = 16
/** Mean difference of a cell's grey values, of 255, that the eye sees. */
const seenDifference = 6
const boxesMax = 200

type Grey = { width: number; height: number; values: Buffer }

/**
 * Where two pictures of a page, each of one tile or several, differ. What stands above the first and below the last difference is found from both ends,
 * so that something that was put in does not mark all that it pushed down.
 * @returns null when one is missing or they are of another width; shares of the whole page otherwise
 */
export async function pictureChanges(
  before: readonly Buffer[],
  after: readonly Buffer[],
): Promise<CaptureChanges['boxes']> {
  const [oldWidth, youngWidth] = [await widthOf(before), await widthOf(after)]
  if (oldWidth === null || oldWidth !== youngWidth) return null
  const [old, young] = [await stackedGrey(before), await stackedGrey(after)]
  const rows = (picture: Grey) => Math.ceil(picture.height / cell)
  const [oldRows, youngRows] = [rows(old), rows(young)]
  const shorter = Math.min(oldRows, youngRows)
  const differs = (oldTop: number, youngTop: number) => cellsThatDiffer(old, young, oldTop, youngTop).length > 0
  let start = 0
  while (start < shorter && !differs(start * cell, start * cell)) start++
  let end = 0
  const shift = young.height - old.height
  while (end < shorter - start) {
    const top = (oldRows - 1 - end) * cell
    if (top + shift < 0 || differs(top, top + shift)) break
    end++
  }
  if (start === shorter && old.height === young.height) return { before: [], after: [] }
  if (old.height !== young.height) {
    return { before: band(old, start, end), after: band(young, start, end) }
  }
  const boxes = boxesOf(old, young, start, oldRows - end)
  return { before: boxes, after: boxes }
}

const widthOf = async ([first]: readonly Buffer[]): Promise<number | null> =>
  first ? ((await sharp(first).metadata()).width ?? null) : null

/** Tiles of one page, the upper above the lower. */
async function stackedGrey(tiles: readonly Buffer[]): Promise<Grey> {
  const greys: Grey[] = []
  for (const tile of tiles) greys.push(await greyOf(tile))
  return {
    width: widthCompared,
    height: greys.reduce((sum, { height }) => sum + height, 0),
    values: Buffer.concat(greys.map(({ values }) => values)),
  }
}

async function greyOf(png: Buffer): Promise<Grey> {
  const { data, info } = await sharp(png)
    .flatten({ background: '#ffffff' })
    .resize({ width: widthCompared })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, values: data }
}

/** Columns of the row of cells at these tops that are not the same. */
function cellsThatDiffer(old: Grey, young: Grey, oldTop: number, youngTop: number): number[] {
  const found: number[] = []
  const height = Math.min(cell, old.height - oldTop, young.height - youngTop)
  for (let left = 0; left < old.width; left += cell) {
    let [sum, count] = [0, 0]
    for (let y = 0; y < height; y++) {
      for (let x = left; x < Math.min(left + cell, old.width); x++) {
        const was = old.values[(oldTop + y) * old.width + x] ?? 0
        sum += Math.abs(was - (young.values[(youngTop + y) * young.width + x] ?? 0))
        count++
      }
    }
    if (count > 0 && sum / count > seenDifference) found.push(left / cell)
  }
  return found
}

/** All between what is the same above and below. */
function band({ height }: Grey, start: number, end: number): Box[] {
  const [top, bottom] = [Math.min(start * cell, height), Math.max(height - end * cell, start * cell)]
  return [{ left: 0, top: top / height, width: 1, height: Math.max(bottom - top, cell) / height }]
}

/** Neighbours in a row are one box, and rows below each other that begin and end alike are one. */
function boxesOf(old: Grey, young: Grey, from: number, to: number): Box[] {
  const found: { left: number; right: number; top: number; bottom: number }[] = []
  for (let row = from; row < to; row++) {
    for (const [left, right] of runs(cellsThatDiffer(old, young, row * cell, row * cell))) {
      const above = found.find((box) => box.bottom === row && box.left <= right && box.right >= left)
      if (above)
        Object.assign(above, { left: Math.min(above.left, left), right: Math.max(above.right, right), bottom: row + 1 })
      else found.push({ left, right, top: row, bottom: row + 1 })
    }
  }
  return found.slice(0, boxesMax).map(({ left, right, top, bottom }) => ({
    left: (left * cell) / old.width,
    top: (top * cell) / old.height,
    width: Math.min(((right - left) * cell) / old.width, 1),
    height: Math.min(((bottom - top) * cell) / old.height, 1),
  }))
}

/** Columns that are next to each other, or nearly, as [first, behind the last]. */
function runs(columns: readonly number[]): [number, number][] {
  const found: [number, number][] = []
  for (const column of columns) {
    const last = found.at(-1)
    if (last && column - last[1] <= 2) last[1] = column + 1
    else found.push([column, column + 1])
  }
  return found
}
