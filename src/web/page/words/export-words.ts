import { formatNumber } from './format.ts'

export const exportWords = {
  title: 'Export these hits',
  format: { csv: 'CSV', xlsx: 'Excel', jsonl: 'JSON lines' },
  making: 'The file is being made…',
  made: (rows: number) => `${formatNumber(rows)} ${rows === 1 ? 'hit' : 'hits'} exported`,
}
