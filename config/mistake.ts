/** One mistake in a file that a person wrote. Lines and columns count from 1, columns in UTF-16 units as editors do. */
export type Mistake = {
  file: string
  line: number
  column: number
  /** Keys and list positions (from 0), joined by dots: "products.1.price.USD"; "" for the whole file. */
  path: string
  message: string
}

/** `watchlist.yaml:6:22  marketplaces: unknown marketplace "ebya", did you mean "ebay"?` List positions are left out: the line says which. */
export function printMistake({ file, line, column, path, message }: Mistake): string {
  const keys = path.split('.').filter((key) => key !== '' && !/^\d+$/.test(key))
  return `${file}:${line}:${column}  ${keys.length > 0 ? `${keys.join('.')}: ` : ''}${message}`
}

/** More than these are counted, not listed. */
const mistakesMax = 100

/** In the order of the file, without doubles, at most a hundred; the last one then says how many more there are. */
export function inOrder(mistakes: readonly Mistake[]): Mistake[] {
  const sorted = [...new Map(mistakes.map((each) => [printMistake(each), each])).values()].sort(
    (a, b) => a.line - b.line || a.column - b.column,
  )
  const next = sorted[mistakesMax]
  if (!next) return sorted
  const more = sorted.length - mistakesMax
  return [...sorted.slice(0, mistakesMax), { ...next, path: '', message: `and ${more} more mistakes from here on` }]
}
