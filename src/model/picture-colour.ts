import { type Frame, type Grey, shrunk } from './grey.ts'

/** A square picture in colour, row by row, three values (red, green, blue) a point. */
export type Coloured = { side: number; values: Uint8Array }

/** The colours of a picture are those of so many cells a side. */
const cells = 8

/** Cells that may differ for no reason of the goods' own: a badge, an address written over it. */
const cellsForgiven = 6
/** … and how many of those that differ most are then the measure: goods fill that many on any photo. */
const cellsMeasured = 10

/** Above this many of 255 steps it is another colour. Measured on drawings (docs/pictures.md). */
const sameColourMax = 9

/**
 * The two colour differences (Cb and Cr of ITU-R BT.601, which brightness does not move) of 8 × 8 cells of a frame, in
 * lower-case hex: 64 cells of Cb, then 64 of Cr.
 */
export function coloursOf({ side, values }: Coloured, frame: Frame): string {
  const plane = (of: (red: number, green: number, blue: number) => number): Grey => {
    const made = new Uint8Array(side * side)
    for (let at = 0; at < made.length; at++) {
      const [red = 0, green = 0, blue = 0] = [values[3 * at], values[3 * at + 1], values[3 * at + 2]]
      made[at] = Math.round(of(red, green, blue))
    }
    return { side, values: made }
  }
  const planes = [
    plane((red, green, blue) => 128 - 0.168736 * red - 0.331264 * green + 0.5 * blue),
    plane((red, green, blue) => 128 + 0.5 * red - 0.418688 * green - 0.081312 * blue),
  ]
  return planes
    .flatMap((one) => [...shrunk(one, frame, cells, cells, false)])
    .map((value) => Math.min(255, Math.round(value)).toString(16).padStart(2, '0'))
    .join('')
}

const bytesOf = (hex: string): number[] =>
  Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16))

/** How far apart the colours of two frames are, in steps of 255, whichever way round one is. */
function frameDistance(one: string, other: string): number {
  const [a, b] = [bytesOf(one), bytesOf(other)]
  const way = (mirrored: boolean): number => {
    const apart = Array.from({ length: cells * cells }, (_, at) => {
      const x = at % cells
      const facing = mirrored ? at - x + (cells - 1 - x) : at
      const step = (plane: number) => (a[plane + at] ?? 0) - (b[plane + facing] ?? 0)
      return Math.hypot(step(0), step(cells * cells))
    }).sort((left, right) => right - left)
    const measured = apart.slice(cellsForgiven, cellsForgiven + cellsMeasured)
    return measured.reduce((sum, each) => sum + each, 0) / cellsMeasured
  }
  return Math.min(way(false), way(true))
}

/** How far apart the colours of two pictures are: of their nearest frames, since a border or an address changes what is rim. */
const colourDistance = (some: readonly string[], others: readonly string[]): number =>
  Math.min(...some.flatMap((one) => others.map((other) => frameDistance(one, other))))

/** Whether two pictures have the same colours; true where one was hashed before colours were kept. */
export const haveSameColours = (some: readonly string[] = [], others: readonly string[] = []): boolean =>
  some.length === 0 || others.length === 0 || colourDistance(some, others) <= sameColourMax
