import { useState } from 'preact/hooks'
import { type PurchaseStep, purchaseForms } from '../../../model/purchase.ts'
import { ApiFailure } from '../api.ts'
import { evidenceClient, type TypedStep } from '../evidence-client.ts'
import { notices } from '../frame/notices.ts'
import { FailureFlag } from '../parts/failure-flag.tsx'
import { purchaseWords } from '../words/purchase-words.ts'
import { FileDrop } from './file-drop.tsx'
import { StepField, typedIn } from './step-fields.tsx'

type Props = {
  purchase: string
  step: PurchaseStep
  /** What is known already, by field. */
  prefilled?: Readonly<Record<string, string>>
  /** The event that is corrected: then what stays empty stays as it was. */
  corrects?: string
  done: () => void
}

/** One step as a form. Nothing that was typed is lost when the server does not want it. */
export function StepForm({ purchase, step, prefilled = {}, corrects, done }: Props) {
  const [files, setFiles] = useState<File[]>([])
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const { fields, files: need } = purchaseForms[step]
  const send = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const reason = String(form.get('reason')).trim()
    const typed: TypedStep = { given: typedIn(form, fields), reason, ...(corrects !== undefined && { corrects }) }
    setBusy(true)
    setFailure(null)
    try {
      const recorded = await evidenceClient.record(purchase, step, typed, files)
      const text =
        recorded.event === null
          ? purchaseWords.offered(recorded.waitsFor)
          : purchaseWords.written(purchaseWords.steps[step], recorded.entry)
      notices.add({ tone: 'plain', text })
      done()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
      setBusy(false)
    }
  }
  return (
    <form class="typed" onSubmit={(event) => void send(event)}>
      {corrects !== undefined && <p class="soft">{purchaseWords.correctHint}</p>}
      {fields.map((field) => (
        <StepField
          key={field.name}
          field={field}
          prefilled={field.name === 'statement' ? purchaseWords.handedOver : prefilled[field.name]}
          isAsked={corrects === undefined}
        />
      ))}
      <label>
        <span>{purchaseWords.reason}</span>
        <input name="reason" type="text" required maxLength={500} defaultValue={purchaseWords.reasonUnsaid} />
      </label>
      <FileDrop
        title={need === 'must' && step === 'photographed' ? purchaseWords.photographs : purchaseWords.files}
        files={files}
        set={setFiles}
      />
      <FailureFlag failure={failure} />
      <p class="actions">
        <button type="submit" class="button primary" disabled={isBusy}>
          {isBusy ? purchaseWords.writing : purchaseWords.write}
        </button>
      </p>
    </form>
  )
}
