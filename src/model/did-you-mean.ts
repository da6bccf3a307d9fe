/** Longer words are not compared: nobody mistypes them, and the cost grows with the square. */
const wordMax = 60
/** More candidates than this are not looked at (time zones are about 450). */
const candidatesMax = 2_000

/**
 * The known word that a mistyped one most likely meant.
 * @returns the nearest word within a third of the letters (at least one edit), or `null` when none is near enough
 */
export function didYouMean(word: string, known: Iterable<string>): string | null {
  const typed = folded(word)
  if (typed === '' || typed.length > wordMax) return null
  let best: { word: string; distance: number } | null = null
  let seen = 0
  for (const candidate of known) {
    if (++seen > candidatesMax) break
    const other = folded(candidate)
    const allowed = Math.max(1, Math.floor(Math.max(typed.length, other.length) / 3))
    if (other.length > wordMax || Math.abs(other.length - typed.length) > allowed) continue
    const distance = editDistance(typed, other)
    if (distance <= allowed && (!best || distance < best.distance)) best = { word: candidate, distance }
  }
  return best?.word ?? null
}

/** `, did you mean "ebay"?`, or nothing: the end of a message about an unknown word. */
export function suggestion(word: string, known: Iterable<string>): string {
  const meant = didYouMean(word, known)
  return meant === null ? '' : `, did you mean "${meant}"?`
}

const folded = (word: string): string => word.normalize('NFKC').toLowerCase()

/** Damerau–Levenshtein (optimal string alignment): inserted, lost, changed and swapped letters count one each. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return at(last, b.length)
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY
