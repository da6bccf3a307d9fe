import sharp from 'sharp'
import { expect, it } from 'vitest'
import { pictureChanges } from '../../src/custody/looking/picture-changes.ts'

const width = 960
const tile = (height: number, mark?: { top: number; colour: string }) => {
  const picture = sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
  const block = { create: { width: 320, height: 160, channels: 3 as const, background: mark?.colour ?? '#ffffff' } }
  return (mark ? picture.composite([{ input: block, left: 160, top: mark.top }]) : picture).png().toBuffer()
}

it('a change in a lower tile of a high page is framed where it lies in the whole page', async () => {
  const before = [await tile(1_600), await tile(800, { top: 320, colour: '#ffffff' })]
  const after = [await tile(1_600), await tile(800, { top: 320, colour: '#202020' })]
  const changes = await pictureChanges(before, after)
  expect(changes?.after).toHaveLength(1)
  const [box] = changes!.after
  expect(box!.top * 2_400).toBeCloseTo(1_920, 0)
  expect(box!.height * 2_400).toBeCloseTo(160, 0)
  expect(box!.left * width).toBeCloseTo(160, 0)
  expect(await pictureChanges(before, before)).toEqual({ before: [], after: [] })
})

it('pages of other widths, and pages without pictures, are not held against each other', async () => {
  const narrow = await sharp({ create: { width: 400, height: 800, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  expect(await pictureChanges([await tile(800)], [narrow])).toBeNull()
  expect(await pictureChanges([], [await tile(800)])).toBeNull()
})
