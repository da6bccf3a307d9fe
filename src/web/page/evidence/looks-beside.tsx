import { useState } from 'preact/hooks'
import type { ApiCapture, ApiLook } from '../../evidence-api.ts'
import { ApiFailure } from '../api.ts'
import { evidenceClient } from '../evidence-client.ts'
import { Link } from '../frame/link.tsx'
import { FailureFlag } from '../parts/failure-flag.tsx'
import { evidenceWords } from '../words/evidence-words.ts'
import { StateTag } from './state-tag.tsx'

/** The same page as others see it: each look with what is different, and one more on request. */
export function LooksBeside({ capture }: { capture: ApiCapture }) {
  const [isOrdered, setOrdered] = useState(false)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const order = async () => {
    setFailure(null)
    setOrdered(true)
    try {
      await evidenceClient.captureAgain(capture.id)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
      setOrdered(false)
    }
  }
  return (
    <section class="panel">
      <h2>{evidenceWords.looks}</h2>
      <p class="soft">{evidenceWords.looksText}</p>
      {capture.looks.map((look) => (
        <Look key={look.id} look={look} capture={capture} />
      ))}
      <p class="actions">
        <button type="button" class="button" disabled={isOrdered} onClick={() => void order()}>
          {evidenceWords.lookAgain}
        </button>
      </p>
      <FailureFlag failure={failure} />
      {isOrdered && (
        <p class="flag" role="status">
          {evidenceWords.ordered}
        </p>
      )}
    </section>
  )
}

function Look({ look, capture }: { look: ApiLook; capture: ApiCapture }) {
  return (
    <div class="look-beside">
      <p>
        <StateTag state={look.state} /> {evidenceWords.look(look, capture)}{' '}
        {look.fields.length === 0 ? evidenceWords.sameRead : evidenceWords.otherRead}
      </p>
      {look.fields.length > 0 && (
        <ul class="why">
          {look.fields.map(({ field, before, after }) => (
            <li key={field}>
              {evidenceWords.fields[field]}: <bdi>{before || evidenceWords.nothingSaid}</bdi> →{' '}
              <bdi>{after || evidenceWords.nothingSaid}</bdi>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link to={`/evidence?id=${look.id}`}>{evidenceWords.openLook}</Link>{' '}
        <Link to={`/evidence?id=${capture.id}&with=${look.id}`}>{evidenceWords.holdAgainst}</Link>
      </p>
    </div>
  )
}
