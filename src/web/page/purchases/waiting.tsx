import { useState } from 'preact/hooks'
import type { ApiPurchase } from '../../evidence-api.ts'
import { ApiFailure } from '../api.ts'
import { evidenceClient } from '../evidence-client.ts'
import { notices } from '../frame/notices.ts'
import { FailureFlag } from '../parts/failure-flag.tsx'
import { formatInstant } from '../words/format.ts'
import { purchaseWords } from '../words/purchase-words.ts'
import { FileDrop } from './file-drop.tsx'

type Props = { id: string; waiting: NonNullable<ApiPurchase['waiting']>; me: string; done: () => void }

/** A hand-over that one has offered: the other accepts it here, or has signed on paper. */
export function Waiting({ id, waiting, me, done }: Props) {
  const [files, setFiles] = useState<File[]>([])
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const { from, to, bag, waitsFor, handedOverAt } = waiting
  const isForMe = waitsFor === me
  const isMine = from.name === me || to.name === me
  const attempt = async (run: () => Promise<string>) => {
    try {
      notices.add({ tone: 'plain', text: await run() })
      done()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
    }
  }
  const accept = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const typed = { statement: String(form.get('statement')).trim(), sealIntact: form.get('sealIntact') === 'yes' }
    void attempt(async () => {
      const recorded = await evidenceClient.accept(id, typed, files)
      return recorded.event === null ? '' : purchaseWords.written(purchaseWords.steps.transferred, recorded.entry)
    })
  }
  const withdraw = () =>
    void attempt(async () => {
      await evidenceClient.withdraw(id)
      return purchaseWords.withdrawn
    })
  return (
    <section class="panel good-panel">
      <h2>
        <bdi>{purchaseWords.waitsTitle(from.name, to.name)}</bdi>
      </h2>
      <p>
        <bdi>
          {purchaseWords.bag} {bag}, {formatInstant(handedOverAt)}. {purchaseWords.waitsText(waitsFor)}
        </bdi>
      </p>
      {(isForMe || isMine) && (
        <form class="typed" onSubmit={accept}>
          {!isForMe && <p class="soft">{purchaseWords.paperHint}</p>}
          <label>
            <span>{purchaseWords.fields['statement']}</span>
            <input name="statement" type="text" required maxLength={500} defaultValue={purchaseWords.received} />
          </label>
          <label>
            <span>{purchaseWords.fields['sealIntact']}</span>
            <select name="sealIntact" required>
              <option value="yes">{purchaseWords.yes}</option>
              <option value="no">{purchaseWords.no}</option>
            </select>
          </label>
          {!isForMe && <FileDrop title={purchaseWords.files} files={files} set={setFiles} />}
          <FailureFlag failure={failure} />
          <p class="actions">
            <button type="submit" class="button primary" disabled={!isForMe && files.length === 0}>
              {isForMe ? purchaseWords.acceptAs(me) : purchaseWords.acceptPaper(waitsFor)}
            </button>
            <button type="button" class="button" onClick={withdraw}>
              {purchaseWords.withdraw}
            </button>
          </p>
        </form>
      )}
    </section>
  )
}
