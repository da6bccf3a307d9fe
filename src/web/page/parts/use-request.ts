import { useState } from 'preact/hooks'
import { ApiFailure } from '../api.ts'

/** Something that is asked of the server by a press: whether it is under way, and why it failed, until it is asked again. */
export function useRequest() {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setFailure(null)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
    }
    setBusy(false)
  }
  return { isBusy, failure, run }
}
