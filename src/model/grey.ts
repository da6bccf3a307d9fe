/** A square picture in grey, row by row, 0 black to 255 white; what was wide or high is squeezed to fit. */
export type Grey = { side: number; values: Uint8Array }

/** The side that pictures are made grey at before they are hashed. */
export const greySide = 128

/** A part of a picture, from (inclusive) and to (exclusive), in points or parts of them. */
export type Frame = { left: number; top: number; right: number; bottom: number }

export const wholeOf = ({ side }: Grey): Frame => ({ left: 0, top: 0, right: side, bottom: side })

/** The whole without `share` of its side at each edge. */
export const insetOf = ({ side }: Grey, share: number): Frame => ({
  left: side * share,
  top: side * share,
  right: side * (1 - share),
  bottom: side * (1 - share),
})

/** A frame made small: each value is the mean of what it covers, parts of points counted in part. */
export function shrunk(grey: Grey, frame: Frame, width: number, height: number, mirrored: boolean): Float64Array {
  const columns = spansOf(frame.left, frame.right, width)
  const rows = spansOf(frame.top, frame.bottom, height)
  const small = new Float64Array(width * height)
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      small[y * width + (mirrored ? width - 1 - x : x)] = meanOf(grey, column, row)
    })
  })
  return small
}

type Range = { from: number; to: number }

const spansOf = (from: number, to: number, parts: number): Range[] =>
  Array.from({ length: parts }, (_, at) => ({
    from: from + ((to - from) * at) / parts,
    to: from + ((to - from) * (at + 1)) / parts,
  }))

function meanOf({ side, values }: Grey, column: Range, row: Range): number {
  let sum = 0
  let area = 0
  for (let y = Math.floor(row.from); y < row.to; y++) {
    const high = Math.min(y + 1, row.to) - Math.max(y, row.from)
    for (let x = Math.floor(column.from); x < column.to; x++) {
      const part = high * (Math.min(x + 1, column.to) - Math.max(x, column.from))
      sum += (values[y * side + x] ?? 0) * part
      area += part
    }
  }
  return area === 0 ? 0 : sum / area
}

/** A line is of the rim while its values stay this near to the mean of the outermost one. */
const rimTolerance = 12
/** No more than this share of the side is taken for rim. */
const rimMax = 0.35

/** What is left without a plain rim (a border, or the backdrop of a studio photo); null when there is none. */
export function coreOf(grey: Grey): Frame | null {
  const { side, values } = grey
  const last = side - 1
  const at = (x: number, y: number): number => values[y * side + x] ?? 0
  const frame = {
    left: rimOf(side, (depth, along) => at(depth, along)),
    top: rimOf(side, (depth, along) => at(along, depth)),
    right: side - rimOf(side, (depth, along) => at(last - depth, along)),
    bottom: side - rimOf(side, (depth, along) => at(along, last - depth)),
  }
  return frame.left + frame.top > 0 || frame.right + frame.bottom < 2 * side ? frame : null
}

/** How many lines, from the edge inwards, belong to the rim. */
function rimOf(side: number, valueAt: (depth: number, along: number) => number): number {
  const line = (depth: number) => Array.from({ length: side }, (_, along) => valueAt(depth, along))
  const outermost = line(0)
  if (Math.max(...outermost) - Math.min(...outermost) > 2 * rimTolerance) return 0
  const mean = outermost.reduce((sum, value) => sum + value, 0) / side
  const isRim = (depth: number) => line(depth).every((value) => Math.abs(value - mean) <= rimTolerance)
  let depth = 1
  while (depth < side * rimMax && isRim(depth)) depth++
  return depth
}
