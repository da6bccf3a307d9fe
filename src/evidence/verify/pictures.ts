import type { CaptureRecord } from '../capture/record.ts'
import { Malformed } from '../malformed.ts'
import { type PngSize, readPng } from '../png.ts'
import { tileHeightMax } from '../wacz/parts.ts'
import type { Findings } from './findings.ts'
import type { Parts } from './package.ts'

/** Holds the pictures to the viewport and to the whole page. */
export function checkPictures(parts: Parts, record: CaptureRecord, where: string, findings: Findings): void {
  const sizes = new Map<string, PngSize>()
  const unread = new Set<string>()
  for (const [path, bytes] of parts) {
    if (!path.endsWith('.png')) continue
    const file = `${where}!${path}`
    try {
      const size = readPng(bytes)
      sizes.set(path, size)
      if (size.oneColour && record.state !== 'refused') findings.note(file, 'looks like one colour only')
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      unread.add(path)
      findings.fault(file, 'png', error.message)
    }
  }
  checkViewport(sizes.get('screenshots/viewport.png'), record, where, findings)
  const isTile = (path: string): boolean => /^screenshots\/full(-\d{3})?\.png$/.test(path)
  if (![...unread].some(isTile)) checkTiles([...sizes.keys()].filter(isTile).sort(), sizes, record, where, findings)
}

function checkViewport(found: PngSize | undefined, record: CaptureRecord, where: string, findings: Findings): void {
  const { width, height, scale } = record.environment.viewport
  if (!found || (Math.abs(found.width - width * scale) <= 1 && Math.abs(found.height - height * scale) <= 1)) return
  const says = `${found.width}×${found.height}, the viewport is ${width}×${height} × ${scale}`
  findings.fault(`${where}!screenshots/viewport.png`, 'png', says)
}

function checkTiles(
  tiles: readonly string[],
  sizes: ReadonlyMap<string, PngSize>,
  record: CaptureRecord,
  where: string,
  findings: Findings,
): void {
  const [first] = tiles
  if (first === undefined) return
  const file = `${where}!${first}`
  const { scale } = record.environment.viewport
  const { page, state, why } = record
  const heights = tiles.map((path) => sizes.get(path)?.height ?? 0)
  const inOrder = tiles.every((path, at) => path === `screenshots/full-${String(at + 1).padStart(3, '0')}.png`)
  if (tiles.length > 1 && !inOrder)
    findings.fault(file, 'png', `tiles are not full-001 … in order: ${tiles.join(', ')}`)
  if (heights.some((height, at) => height > tileHeightMax || (at < heights.length - 1 && height !== tileHeightMax))) {
    findings.fault(file, 'png', `a tile is not ${tileHeightMax} pixels high`)
  }
  const got = heights.reduce((sum, height) => sum + height, 0)
  const want = Math.round(page.height * scale)
  if (Math.abs(got - want) > 1) {
    const says = `screenshot is ${got} pixels high, the page ${want}`
    const isSaid = got < want && state === 'partial' && why.some(({ code }) => code === 'screenshot-cut')
    if (isSaid) findings.note(file, says)
    else findings.fault(file, 'png', says)
  }
  const width = page.width * scale
  const odd = tiles.find((path) => Math.abs((sizes.get(path)?.width ?? 0) - width) > 1)
  if (odd !== undefined) {
    findings.fault(`${where}!${odd}`, 'png', `screenshot is ${sizes.get(odd)?.width} pixels wide, the page ${width}`)
  }
}
