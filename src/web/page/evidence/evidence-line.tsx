import type { ApiEvidence } from '../../evidence-api.ts'
import { ApiFailure } from '../api.ts'
import { evidenceClient } from '../evidence-client.ts'
import { Link } from '../frame/link.tsx'
import { notices } from '../frame/notices.ts'
import { useEvery, useLoad } from '../parts/use-load.ts'
import { evidenceWords } from '../words/evidence-words.ts'
import { formatAgo } from '../words/format.ts'

const lookEveryMs = 4_000

/** Whether evidence of a hit was taken, is being taken, or failed and why; looked at again while it is under way. */
function useEvidenceOf(hit: string) {
  const [state, again] = useLoad(`evidence ${hit}`, () => evidenceClient.list(new URLSearchParams({ hit })))
  const evidence = state.kind === 'loaded' ? state.value : null
  useEvery(lookEveryMs, () => {
    if (evidence?.jobs.some((job) => job.state === 'planned')) again()
  })
  return { evidence, again }
}

/** The newest of what is known, in one sentence. */
function sentenceOf({ captures, jobs }: ApiEvidence): { text: string; tone: 'good' | 'bad' | 'plain' } | null {
  const [capture, job] = [captures[0], jobs[0]]
  const now = Date.now()
  if (job && (!capture || Date.parse(job.requestedAt) > Date.parse(capture.at))) {
    if (job.state === 'planned') return { text: evidenceWords.underWay(formatAgo(job.requestedAt, now)), tone: 'plain' }
    const why = job.why ?? ''
    return { text: job.state === 'failed' ? evidenceWords.failed(why) : evidenceWords.notAllowed(why), tone: 'bad' }
  }
  if (!capture) return null
  if (capture.state === 'refused') return { text: evidenceWords.failed(evidenceWords.stateText.refused), tone: 'bad' }
  return { text: evidenceWords.taken(capture.state, formatAgo(capture.at, now)), tone: 'good' }
}

/** For a decided card: nothing is shown where nothing was ordered. */
export function EvidenceLine({ hit }: { hit: string }) {
  const { evidence } = useEvidenceOf(hit)
  const sentence = evidence && sentenceOf(evidence)
  if (!sentence) return null
  return (
    <p class={`flag evidence-line ${sentence.tone}`} role="status">
      <bdi>{sentence.text}</bdi> <Link to={`/evidence?hit=${encodeURIComponent(hit)}`}>{evidenceWords.open}</Link>
    </p>
  )
}

/** In the dialog of pictures: what was captured, and a button that captures now. */
export function EvidenceOfHit({ hit, close }: { hit: string; close: () => void }) {
  const { evidence, again } = useEvidenceOf(hit)
  const sentence = evidence && sentenceOf(evidence)
  const captureNow = async () => {
    try {
      await evidenceClient.captureNow(hit)
      notices.add({ tone: 'plain', text: evidenceWords.ordered })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      notices.add({ tone: 'bad', text: `${error.message} ${error.todo}` })
    }
    again()
  }
  return (
    <section class="evidence-of-hit" aria-label={evidenceWords.ofVerdict}>
      <p role="status">
        <bdi>{evidence ? (sentence?.text ?? evidenceWords.noneOfHit) : ''}</bdi>
      </p>
      <p class="actions">
        {evidence && evidence.captures.length > 0 && (
          // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the link inside is what is pressed
          <span onClick={close}>
            <Link class="button" to={`/evidence?hit=${encodeURIComponent(hit)}`}>
              {evidenceWords.open}
            </Link>
          </span>
        )}
        <button type="button" class="button" onClick={() => void captureNow()}>
          {evidenceWords.captureNow}
        </button>
      </p>
    </section>
  )
}
