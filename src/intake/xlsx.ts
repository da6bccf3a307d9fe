import { type Asked, type Reading, type SourceFile, type Steps, Unreadable } from './intake.ts'
import { readTable } from './table.ts'
import { type Entries, openEntries, partName } from './workbook-entries.ts'
import { readSharedTexts, readSheet } from './workbook-sheet.ts'
import { walkXml } from './workbook-xml.ts'

/** The first sheet of a workbook that is not hidden (ECMA-376). Formulas are not computed: what they came to is read. */
export function* readXlsx(file: SourceFile, asked: Asked): Steps<Reading> {
  if (file.bytes[0] === 0xd0 && file.bytes[1] === 0xcf) {
    throw new Unreadable('an old .xls, or a workbook with a password: save it as .xlsx without one')
  }
  const entries = openEntries(file.bytes)
  const sheets = sheetsOf(entries)
  const [sheet, ...others] = sheets.filter((each) => !each.isHidden)
  if (!sheet) throw new Unreadable('a workbook without a sheet that is shown')
  const read = entries.read([sheet.part, texts])
  const shared = entries.names.has(texts) ? readSharedTexts(read.get(texts) ?? '') : []
  const reading = yield* readTable(file, readSheet(read.get(sheet.part) ?? '', shared), asked)
  const more = others.map((each) => `"${each.name.slice(0, 40)}"`)
  if (more.length === 0 || reading.mistakes.length > 0) return reading
  return {
    ...reading,
    notes: [
      ...reading.notes,
      `only the sheet "${sheet.name.slice(0, 40)}" is read, not ${more.slice(0, 5).join(', ')}`,
    ],
  }
}

type Sheet = { name: string; part: string; isHidden: boolean }

const workbook = 'xl/workbook.xml'
const relations = 'xl/_rels/workbook.xml.rels'
const texts = 'xl/sharedstrings.xml'

function sheetsOf(entries: Entries): Sheet[] {
  if (!entries.names.has(workbook)) throw new Unreadable('a zip, but no workbook (.xlsx)')
  const read = entries.read([workbook, relations])
  const targets = new Map<string, string>()
  walkXml(relations, read.get(relations) ?? '', {
    open(name, { Id: id = '', Target: target = '' }) {
      // Targets are relative to xl/, or absolute within the zip.
      if (name === 'Relationship') targets.set(id, partName(/^[/\\]/.test(target) ? target : `xl/${target}`))
    },
  })
  const sheets: Sheet[] = []
  walkXml(workbook, read.get(workbook) ?? '', {
    open(name, attributes) {
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? ''
      const part = targets.get(id) ?? ''
      if (!entries.names.has(part))
        throw new Unreadable(`the sheet "${attributes['name']?.slice(0, 40) ?? ''}" is not in the file`)
      sheets.push({
        name: attributes['name'] ?? '',
        part,
        isHidden: /^(?:very)?hidden$/i.test(attributes['state'] ?? ''),
      })
    },
  })
  return sheets
}
