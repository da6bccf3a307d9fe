import { useState } from 'preact/hooks'
import { type TableFormat, tableFormats } from '../../../export/table.ts'
import { askFile } from '../api.ts'
import { FailureFlag } from '../parts/failure-flag.tsx'
import { useRequest } from '../parts/use-request.ts'
import { exportWords } from '../words/export-words.ts'

/** Everything that the filter shows, not only what is on the screen, as a file of the browser's downloads. */
export function ExportHits({ filter }: { filter: URLSearchParams }) {
  const { isBusy, failure, run } = useRequest()
  const [rows, setRows] = useState<number | null>(null)
  const make = (format: TableFormat) =>
    run(async () => {
      setRows(null)
      const asked = new URLSearchParams(filter)
      asked.set('format', format)
      const { file, headers } = await askFile(`/api/exports/hits?${asked}`)
      save(file, nameIn(headers))
      setRows(Number(headers.get('x-rows')))
    })
  return (
    <fieldset class="chips export" aria-label={exportWords.title}>
      <span class="soft" role="status">
        {isBusy ? exportWords.making : rows === null ? exportWords.title : exportWords.made(rows)}
      </span>
      {tableFormats.map((format) => (
        <button key={format} type="button" class="chip" disabled={isBusy} onClick={() => void make(format)}>
          {exportWords.format[format]}
        </button>
      ))}
      <FailureFlag failure={failure} />
    </fieldset>
  )
}

const nameIn = (headers: Headers): string =>
  /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? 'hits'

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
