/** A line of a page's text: in both, only before, or only after. `count`: lines of both that are not shown. */
export type TextChange = { kind: 'same' | 'gone' | 'new'; text: string } | { kind: 'more'; count: number }

/** Lines that are compared one by one in the middle, where neither the beginning nor the end is the same. */
const middleMax = 1_500
const contextLines = 2
const lineMax = 500

/**
 * What changed between two texts, line by line, with a little of what is around it.
 * Past `middleMax` changed lines on either side all of them are told as gone and new.
 */
export function textChanges(before: string, after: string): TextChange[] {
  const [old, young] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < old.length && start < young.length && old[start] === young[start]) start++
  let end = 0
  while (end < old.length - start && end < young.length - start && old.at(-1 - end) === young.at(-1 - end)) end++
  const middle = changesOf(old.slice(start, old.length - end), young.slice(start, young.length - end))
  const same = (lines: readonly string[]) => lines.map((text) => ({ kind: 'same' as const, text }))
  return shortened([...same(old.slice(0, start)), ...middle, ...same(old.slice(old.length - end))])
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, lineMax))
    .filter((line) => line !== '')

type Line = Exclude<TextChange, { kind: 'more' }>
const as = (kind: Line['kind'], lines: readonly string[]): Line[] => lines.map((text) => ({ kind, text }))

/** The longest common subsequence, by the table of its lengths. */
function changesOf(old: readonly string[], young: readonly string[]): Line[] {
  if (old.length > middleMax || young.length > middleMax) return [...as('gone', old), ...as('new', young)]
  const width = young.length + 1
  const lengths = new Uint16Array((old.length + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = young.length - 1; j >= 0; j--)
      lengths[i * width + j] = old[i] === young[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < old.length && j < young.length) {
    const [was, is] = [old[i] ?? '', young[j] ?? '']
    if (was === is) {
      lines.push({ kind: 'same', text: was })
      i++
      j++
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      lines.push({ kind: 'gone', text: was })
      i++
    } else {
      lines.push({ kind: 'new', text: is })
      j++
    }
  }
  return [...lines, ...as('gone', old.slice(i)), ...as('new', young.slice(j))]
}

/** Of what is the same only what is next to a change. */
function shortened(lines: readonly Line[]): TextChange[] {
  const shown: TextChange[] = []
  const isNear = (place: number): boolean =>
    lines.slice(Math.max(0, place - contextLines), place + contextLines + 1).some(({ kind }) => kind !== 'same')
  let left = 0
  const flush = () => {
    if (left > 0) shown.push({ kind: 'more', count: left })
    left = 0
  }
  for (const [place, line] of lines.entries()) {
    if (line.kind === 'same' && !isNear(place)) left++
    else {
      flush()
      shown.push(line)
    }
  }
  flush()
  return shown
}
