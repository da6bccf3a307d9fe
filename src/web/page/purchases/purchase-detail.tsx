import { useState } from 'preact/hooks'
import type { PurchaseStep } from '../../../model/purchase.ts'
import type { ApiPurchase, ApiPurchaseEvent } from '../../evidence-api.ts'
import { ExportBundle } from '../evidence/export-bundle.tsx'
import { evidenceClient } from '../evidence-client.ts'
import { Link } from '../frame/link.tsx'
import type { Signed } from '../frame/session.ts'
import { Dialog } from '../parts/dialogs.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { useLoad } from '../parts/use-load.ts'
import { evidenceWords } from '../words/evidence-words.ts'
import { messages } from '../words/messages.ts'
import { purchaseWords } from '../words/purchase-words.ts'
import { StepForm } from './step-form.tsx'
import { isStep, Timeline } from './timeline.tsx'
import { Waiting } from './waiting.tsx'

/** One purchase: where it stands, what comes next, what happened. */
export function PurchaseDetail({ id, signed }: { id: string; signed: Signed }) {
  const [state, again] = useLoad(`purchase ${id}`, () => evidenceClient.purchase(id))
  const [wrong, correct] = useState<ApiPurchaseEvent | null>(null)
  const { user } = signed.session
  if (state.kind === 'loading') return <Loading />
  if (state.kind === 'failed') return <Failed failure={state.failure} retry={again} />
  const purchase = state.value
  return (
    <div class="page">
      <header class="page-head">
        <h1>
          <bdi>{purchase.id}</bdi>
        </h1>
        <Link to="/purchases">{purchaseWords.back}</Link>
      </header>
      <Standing purchase={purchase} />
      {!purchase.isMine && <p class="flag">{purchaseWords.onlyLegal}</p>}
      {purchase.waiting && <Waiting id={id} waiting={purchase.waiting} me={user.name} done={again} />}
      {purchase.isMine && (
        <Next key={`${purchase.events.length} ${purchase.waiting?.waitsFor}`} purchase={purchase} done={again} />
      )}
      <section class="panel">
        <h2>{purchaseWords.timeline}</h2>
        <Timeline id={id} events={purchase.events} correct={purchase.isMine ? correct : null} />
      </section>
      {purchase.isMine && purchase.bag && <BagLabel id={id} bag={purchase.bag} />}
      <ExportBundle ids={[id]} isLegal={user.role === 'legal'} again={again} />
      {wrong && isStep(wrong.type) && (
        <Dialog title={purchaseWords.correcting(purchaseWords.steps[wrong.type])} close={() => correct(null)}>
          <StepForm
            purchase={id}
            step={wrong.type}
            corrects={wrong.id}
            done={() => {
              correct(null)
              again()
            }}
          />
          <form method="dialog" class="actions">
            <button type="submit" class="button">
              {messages.cancel}
            </button>
          </form>
        </Dialog>
      )}
    </div>
  )
}

function Standing({ purchase }: { purchase: ApiPurchase }) {
  const { last, bag, holder, isMine, listing, marketplace } = purchase
  const ordered = purchase.events.find(({ type, isCorrected }) => type === 'ordered' && !isCorrected)
  const capture = ordered?.typed?.details['capture']
  return (
    <section class="panel">
      <dl class="figures">
        <div>
          <dt>{purchaseWords.state}</dt>
          <dd>{evidenceWords.events[last] ?? last}</dd>
        </div>
        <div>
          <dt>{purchaseWords.bag}</dt>
          <dd>{bag ?? purchaseWords.noBag}</dd>
        </div>
        {isMine && (
          <div>
            <dt>{purchaseWords.holder}</dt>
            <dd>
              <bdi>{holder ?? purchaseWords.nobody}</bdi>
            </dd>
          </div>
        )}
      </dl>
      <p class="soft">
        <bdi>
          {marketplace} {listing}
        </bdi>{' '}
        {typeof capture === 'string' && (
          <Link to={`/evidence?id=${encodeURIComponent(capture)}`}>{purchaseWords.showCapture}</Link>
        )}
      </p>
    </section>
  )
}

/** The steps that may come now; the one that usually does is open. */
function Next({ purchase, done }: { purchase: ApiPurchase; done: () => void }) {
  const usual = purchase.next.find((step) => step !== 'photographed') ?? purchase.next[0]
  const [step, choose] = useState<PurchaseStep | null>(null)
  if (usual === undefined)
    return (
      <section class="panel">
        <h2>{purchaseWords.next}</h2>
        <p>{purchaseWords.ended}</p>
      </section>
    )
  const chosen = step ?? usual
  return (
    <section class="panel">
      <h2>{purchaseWords.next}</h2>
      <fieldset class="step-choice">
        <legend class="spoken">{purchaseWords.next}</legend>
        {purchase.next.map((each) => (
          <button key={each} type="button" class="button" aria-pressed={each === chosen} onClick={() => choose(each)}>
            {purchaseWords.steps[each]}
          </button>
        ))}
      </fieldset>
      <StepForm
        key={chosen}
        purchase={purchase.id}
        step={chosen}
        prefilled={prefilledOf(purchase, chosen)}
        done={done}
      />
    </section>
  )
}

/** What follows from the steps before; it can be changed. */
function prefilledOf({ id, bag }: ApiPurchase, step: PurchaseStep): Record<string, string> {
  if (bag !== null) return { bag }
  // A number is proposed; before it closes a bag it is nobody's.
  return step === 'bagged' ? { bag: `B-${id}` } : {}
}

function BagLabel({ id, bag }: { id: string; bag: string }) {
  return (
    <section class="panel label-panel">
      <div class="panel-head">
        <h2>{purchaseWords.label}</h2>
        <span class="space" />
        <button type="button" class="button" onClick={() => print()}>
          {purchaseWords.print}
        </button>
      </div>
      <img class="bag-label" src={evidenceClient.labelOf(id)} alt={purchaseWords.labelAlt(bag)} />
    </section>
  )
}
