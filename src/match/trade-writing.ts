/** Words of a title that traders write; where they stand, in UTF-16 units. */
export type Written = { text: string; start: number; end: number }

/** How much of a title is looked through. */
const unitsLooked = 400

/** "26ss", "FW25", "24aw", "2025 SS", "SS 2024": a season with its year. */
const seasonInLatin =
  /(?:^|[^\p{L}\p{N}])((?:20)?\d{2}\s?[-/]?\s?(?:ss|fw|aw|fs|hw)|(?:ss|fw|aw)\s?[-/’']?\s?(?:20)?\d{2})(?![\p{Script=Latin}\p{N}])/iu
/** "24秋冬", "2025年春夏", "秋冬新款": seasons of collections, where a title in Chinese has them. */
const seasonInHan = /((?:(?:20)?\d{2}\s?年?\s?)(?:春夏|秋冬|早春|早秋)|(?:春夏|秋冬|早春|早秋)新款)/u

/** "S-XXL", "M-3XL", "36-45码", "39--44", "36 au 45", "от 36 до 45": a run of sizes; "M-L" and "40-41" are one. */
const runOfSizes =
  /(?:^|[^\p{L}\p{N}.,])((?:(?:x{0,2}s\s?[-–~—]{1,2}\s?(?:x{0,4}l|\dxl)|m\s?[-–~—]{1,2}\s?(?:x{1,4}l|\dxl))|(3[4-9]|4[0-4])\s?(?:[-–~—]{1,2}|\s(?:au|à|to|bis|до|по|ile|tot|al?)\s)\s?(3[6-9]|4[0-9]))\s?码?)(?![\p{L}\p{N}])/iu
const runLeast = 3
/** "40 41 42 43", "38/39/40/41", "S M L XL", "S/M/L": sizes side by side, three letters or four numbers and more. */
const sizesInTurn =
  /(?:^|[^\p{L}\p{N}.,])((?:3[4-9]|4[0-8])(?:[\s,/-]{1,2}(?:3[4-9]|4[0-8])){3,12}|s[\s,/-]{1,2}m[\s,/-]{1,2}l(?:[\s,/-]{1,2}x{1,3}l){0,3})(?![\p{L}\p{N}])/iu

export const season = (title: string): Written | null => found(title, seasonInLatin) ?? found(title, seasonInHan)

/** A run of numbers is one from three sizes apart on. */
export function sizeRun(title: string): Written | null {
  const run = found(title, runOfSizes)
  const [first, last] = run?.text.match(/\d{2}/gu) ?? []
  const isRun = run !== null && (first === undefined || last === undefined || Number(last) - Number(first) >= runLeast)
  return isRun ? run : found(title, sizesInTurn)
}

function found(title: string, pattern: RegExp): Written | null {
  const match = pattern.exec(title.slice(0, unitsLooked))
  const text = match?.[1]?.trim()
  if (!match || !text) return null
  const start = match.index + match[0].indexOf(text)
  return { text, start, end: start + text.length }
}
