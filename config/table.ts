import type { Mistake } from './mistake.ts'

/** A tab-separated file: `#` lines and empty lines are comments, the first other line names the columns. */
export type Table = {
  columns: string[]
  headLine: number
  rows: { cells: string[]; line: number }[]
  mistakes: Mistake[]
}

/** A row with too few or too many cells is a mistake. Never throws. */
export function readTable(text: string, file: string): Table {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((content, index) => ({ content, line: index + 1 }))
    .filter(({ content }) => content.trim() !== '' && !content.startsWith('#'))
  const [head, ...body] = lines
  const columns = head ? head.content.split('\t').map((cell) => cell.trim()) : []
  const mistakes: Mistake[] = []
  const rows = body.map(({ content, line }) => {
    const cells = content.split('\t').map((cell) => cell.trim())
    while (cells.length < columns.length && cells.length >= columns.length - 2) cells.push('')
    if (cells.length !== columns.length) {
      const message = `${columns.length} cells expected (${columns.join(', ')}), ${cells.length} found`
      mistakes.push({ file, line, column: 1, path: '', message })
    }
    return { cells, line }
  })
  return { columns, headLine: head?.line ?? 1, rows, mistakes }
}
