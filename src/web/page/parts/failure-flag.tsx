import type { ApiFailure } from '../api.ts'

/** Why something that was asked for did not happen, and what to do; nothing where there is no failure. */
export const FailureFlag = ({ failure }: { failure: ApiFailure | null }) =>
  failure && (
    <p class="flag bad" role="alert">
      <bdi>
        {failure.message} {failure.todo}
      </bdi>
    </p>
  )
