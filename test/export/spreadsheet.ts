import { strFromU8, unzipSync } from 'fflate'
import { Parser } from 'htmlparser2'

type Cell = { type: string; value: string | number; style?: number }
type Sheet = { name: string; rows: (Cell | undefined)[][] }

/** A workbook as a stranger reads it: by its own parts' words, with a parser of XML. */
export function parse(file: Uint8Array): { sheets: Sheet[]; parts: Record<string, string> } {
  const parts = Object.fromEntries(Object.entries(unzipSync(file)).map(([path, bytes]) => [path, strFromU8(bytes)]))
  const targets = new Map(
    elements(parts['xl/_rels/workbook.xml.rels'], 'Relationship').map((it) => [it['Id'], it['Target']]),
  )
  const sheets = elements(parts['xl/workbook.xml'], 'sheet').map((sheet) => ({
    name: sheet['name'] ?? '',
    rows: rowsOf(parts[`xl/${targets.get(sheet['r:id'])}`] ?? ''),
  }))
  return { sheets, parts }
}

function elements(xml = '', tag: string): Record<string, string>[] {
  const found: Record<string, string>[] = []
  read(xml, { onopentag: (name, attributes) => name === tag && found.push(attributes) })
  return found
}

function rowsOf(xml: string): Sheet['rows'] {
  const rows: Sheet['rows'] = []
  let cell: { at: number; type: string; style: number } | null = null
  let value = ''
  read(xml, {
    onopentag(name, { r = '', t = 'n', s = '0' }) {
      if (name === 'row') rows.push([])
      if (name === 'c') cell = { at: columnOf(r), type: t, style: Number(s) }
      if (name === 'c') value = ''
    },
    ontext: (text) => {
      value += text
    },
    onclosetag(name) {
      const row = rows.at(-1)
      if (name !== 'c' || !cell || !row) return
      const { type, style } = cell
      const isDay = style === 2
      row[cell.at] = {
        type,
        value: type === 'n' ? Number(value) : value.replace(/_x005F_/g, '_'),
        ...(isDay && { style }),
      }
    },
  })
  return rows
}

const columnOf = (reference: string): number =>
  [...reference.replace(/\d+$/, '')].reduce((at, letter) => at * 26 + letter.charCodeAt(0) - 64, 0) - 1

function read(xml: string, handler: ConstructorParameters<typeof Parser>[0]): void {
  const parser = new Parser(handler, { xmlMode: true })
  parser.write(xml)
  parser.end()
}
