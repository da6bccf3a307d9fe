import { counted } from './counted.ts'

export const exportWords = {
  title: 'Export these hits',
  format: { csv: 'CSV', xlsx: 'Excel', jsonl: 'JSON lines' },
  making: 'The file is being made…',
  made: (rows: number) => `${counted(rows, 'hit', 'hits')} exported`,
}
