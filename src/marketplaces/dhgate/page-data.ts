import { parseJson } from '../reading/json-values.ts'

const begin = 'self.__next_f.push([1,'
const end = '])</script>'

/** What the page's scripts hand to its program in pieces, joined: JSON and more than JSON. "" when there are no pieces. */
export function pageData(body: string): string {
  const pieces: string[] = []
  let from = body.indexOf(begin)
  while (from >= 0) {
    const until = body.indexOf(end, from)
    if (until < 0) break
    const piece = parseJson(body.slice(from + begin.length, until))
    if (typeof piece === 'string') pieces.push(piece)
    from = body.indexOf(begin, until)
  }
  return pieces.join('')
}

/** The value of a name that is the same wherever it stands in the page's data; other listings' data may stand there too. */
export function onlyValue(data: string, name: string): string | undefined {
  const found = new Set<string | undefined>()
  for (const match of data.matchAll(new RegExp(`"${name}":(?:"([^"\\\\]{1,40})"|([\\d.]{1,12})(?=[,}]))`, 'g')))
    found.add(match[1] ?? match[2])
  return found.size === 1 ? [...found][0] : undefined
}

/** The same of a whole number. */
export function onlyCount(data: string, name: string): number | undefined {
  const counts = new Set<number>()
  for (const match of data.matchAll(new RegExp(`"${name}":"?(\\d{1,9})(?=["},])`, 'g'))) counts.add(Number(match[1]))
  return counts.size === 1 ? [...counts][0] : undefined
}
