import { didYouMean, suggestion } from '../model/did-you-mean.ts'
import { type Field, fieldNamed, fields, folded, isField, namesOf } from './fields.ts'
import { type Asked, limits, type Mistake, mistakeAt, type SourceFile } from './intake.ts'

/** Which column (from 0) holds which field; `unused` are names of columns that hold none. */
export type Header = { columns: ReadonlyMap<Field, number>; unused: string[] }

/**
 * Reads a table's first row. Columns are found by name in some fifteen languages; what `--columns` says goes first.
 * @returns mistakes at row 1 and the column they are about, all at once
 */
export function readHeader(file: SourceFile, cells: readonly string[], asked: Asked): Header | Mistake[] {
  const mistakes: Mistake[] = []
  if (cells.length > limits.columns) {
    return [mistakeAt(file, 1, limits.columns + 1, `${cells.length} columns, more than ${limits.columns}`)]
  }
  const columns = new Map<Field, number>()
  for (const [field, name] of asked.columns) {
    if (!isField(field)) {
      mistakes.push(
        mistakeAt(
          file,
          1,
          1,
          `--columns: there is no field "${field}"${suggestion(field, fields)}; there are ${fields.join(', ')}`,
        ),
      )
      continue
    }
    const at = cells.findIndex((cell) => folded(cell) === folded(name))
    if (at >= 0) columns.set(field, at)
    else
      mistakes.push(
        mistakeAt(
          file,
          1,
          1,
          `--columns: there is no column "${name}"${suggestion(name, cells)}; there are ${listed(cells)}`,
        ),
      )
  }
  const said = new Set(columns.values())
  const unused: string[] = []
  cells.forEach((cell, at) => {
    if (said.has(at) || cell.trim() === '') return
    const field = fieldNamed(cell)
    if (field === null) unused.push(cell.trim())
    else if (!columns.has(field)) columns.set(field, at)
    else if (!asked.columns.has(field)) {
      mistakes.push(
        mistakeAt(
          file,
          1,
          at + 1,
          `"${shown(cell)}" is a second column for ${field}: say which with --columns ${field}=NAME`,
        ),
      )
    }
  })
  mistakes.push(...missing(file, cells, columns, asked))
  return mistakes.length > 0 ? mistakes : { columns, unused }
}

function missing(
  file: SourceFile,
  cells: readonly string[],
  columns: ReadonlyMap<Field, number>,
  asked: Asked,
): Mistake[] {
  const wanted: [boolean, Field, string][] = [
    [!columns.has('title') && !asked.columns.has('title'), 'title', 'no column for the title'],
    [
      !columns.has('id') && !columns.has('url') && !asked.columns.has('id') && !asked.columns.has('url'),
      'url',
      "no column for the listing's id or url",
    ],
    [
      !columns.has('marketplace') &&
        !columns.has('url') &&
        asked.marketplace === null &&
        !asked.columns.has('marketplace'),
      'marketplace',
      'nothing says which marketplace: name it with --marketplace, or have a column for it or for the url',
    ],
  ]
  return wanted
    .filter(([isMissing]) => isMissing)
    .map(([, field, what]) => {
      const at = cells.findIndex(
        (cell) => fieldNamed(cell) === null && cell.trim() !== '' && didYouMean(folded(cell), namesOf(field)) !== null,
      )
      if (at < 0)
        return mistakeAt(
          file,
          1,
          1,
          `${what}; the columns are ${listed(cells)}: say which with --columns ${field}=NAME`,
        )
      const meant = didYouMean(folded(cells[at] ?? ''), namesOf(field)) ?? field
      return mistakeAt(
        file,
        1,
        at + 1,
        `${what}: "${shown(cells[at] ?? '')}" is unknown, did you mean "${meant}"? Or say --columns ${field}="${shown(cells[at] ?? '')}"`,
      )
    })
}

const listedMax = 20
const shown = (name: string): string => name.trim().slice(0, 60)
const listed = (cells: readonly string[]): string => {
  const all = cells.filter((cell) => cell.trim() !== '').map((cell) => `"${shown(cell)}"`)
  if (all.length === 0) return 'all without a name'
  return all.length <= listedMax
    ? all.join(', ')
    : `${all.slice(0, listedMax).join(', ')} and ${all.length - listedMax} more`
}
