import { useState } from 'preact/hooks'
import type { ApiExported } from '../../evidence-api.ts'
import { evidenceClient } from '../evidence-client.ts'
import { FailureFlag } from '../parts/failure-flag.tsx'
import { useRequest } from '../parts/use-request.ts'
import { evidenceWords } from '../words/evidence-words.ts'

type Props = { ids: readonly string[]; isLegal: boolean; again: () => void }

/** A sealed bundle, made here and fetched by the browser. */
export function ExportBundle({ ids, isLegal, again }: Props) {
  const { isBusy, failure, run } = useRequest()
  const [exported, setExported] = useState<ApiExported | null>(null)
  const send = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [purpose, recipient] = [String(form.get('purpose')).trim(), String(form.get('recipient')).trim()]
    void run(async () => {
      setExported(await evidenceClient.export(ids, purpose, recipient))
      again()
    })
  }
  return (
    <section class="panel">
      <h2>{evidenceWords.export}</h2>
      <p class="soft">{isLegal ? evidenceWords.exportText : evidenceWords.onlyLegal}</p>
      {isLegal && (
        <form class="typed" onSubmit={send}>
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
