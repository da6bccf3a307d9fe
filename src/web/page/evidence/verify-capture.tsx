import { useState } from 'preact/hooks'
import type { ApiVerified } from '../../evidence-api.ts'
import { evidenceClient } from '../evidence-client.ts'
import { FailureFlag } from '../parts/failure-flag.tsx'
import { useRequest } from '../parts/use-request.ts'
import { evidenceWords } from '../words/evidence-words.ts'

/** Checks a capture on this machine, and names each fault by its file. */
export function VerifyCapture({ id }: { id: string }) {
  const { isBusy, failure, run } = useRequest()
  const [verified, setVerified] = useState<ApiVerified | null>(null)
  const verify = () =>
    run(async () => {
      setVerified(null)
      setVerified(await evidenceClient.verify(id))
    })
  return (
    <section class="panel">
      <h2>{evidenceWords.verify}</h2>
      <p class="soft">{evidenceWords.verifyText}</p>
      <p class="actions">
        <button type="button" class="button" disabled={isBusy} onClick={() => void verify()}>
          {isBusy ? evidenceWords.verifying : evidenceWords.verifyGo}
        </button>
      </p>
      <FailureFlag failure={failure} />
      {verified && <Verified verified={verified} />}
    </section>
  )
}

function Verified({ verified: { holds, faults, notes } }: { verified: ApiVerified }) {
  return (
    <div class="verified" role="status">
      <p class={holds ? 'flag' : 'flag bad'}>{holds ? evidenceWords.holds : evidenceWords.broken(faults.length)}</p>
      <Said each={faults} />
      <Said each={notes} />
    </div>
  )
}

const Said = ({ each }: { each: ApiVerified['faults'] }) =>
  each.length === 0 ? null : (
    <ul class="why">
      {each.map(({ file, says }) => (
        <li key={`${file} ${says}`}>
          <code>{file}</code>: <bdi>{says}</bdi>
        </li>
      ))}
    </ul>
  )
