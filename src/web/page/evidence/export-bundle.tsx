import { useState } from 'preact/hooks'
import type { ApiExported } from '../../evidence-api.ts'
import { ApiFailure } from '../api.ts'
import { evidenceClient } from '../evidence-client.ts'
import { FailureFlag } from '../parts/failure-flag.tsx'
import { evidenceWords } from '../words/evidence-words.ts'

type Props = { ids: readonly string[]; isLegal: boolean; again: () => void }

/** A sealed bundle, made here and fetched by the browser. */
export function ExportBundle({ ids, isLegal, again }: Props) {
  const [isBusy, setBusy] = useState(false)
  const [exported, setExported] = useState<ApiExported | null>(null)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const send = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setFailure(null)
    try {
      setExported(
        await evidenceClient.export(ids, String(form.get('purpose')).trim(), String(form.get('recipient')).trim()),
      )
      again()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
    }
    setBusy(false)
  }
  return (
    <section class="panel">
      <h2>{evidenceWords.export}</h2>
      <p class="soft">{isLegal ? evidenceWords.exportText : evidenceWords.onlyLegal}</p>
      {isLegal && (
        <form class="typed" onSubmit={(event) => void send(event)}>
          <label>
            <span>{evidenceWords.exportFor}</span>
            <input name="purpose" type="text" required maxLength={500} autoComplete="off" />
          </label>
          <label>
            <span>{evidenceWords.exportTo}</span>
            <input name="recipient" type="text" maxLength={300} autoComplete="off" />
          </label>
          <p class="actions">
            <button type="submit" class="button" disabled={isBusy}>
              {isBusy ? evidenceWords.exporting : evidenceWords.exportGo}
            </button>
          </p>
        </form>
      )}
      <FailureFlag failure={failure} />
      {exported && (
        <p class="flag" role="status">
          {evidenceWords.exported(exported.files)}{' '}
          <a href={evidenceClient.bundleOf(exported.bundle)} download={`${exported.bundle}.zip`}>
            {evidenceWords.download}
          </a>
        </p>
      )}
    </section>
  )
}
