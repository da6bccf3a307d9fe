import type { ApiCaptureState } from '../../evidence-api.ts'
import { evidenceWords } from '../words/evidence-words.ts'

export const StateTag = ({ state }: { state: ApiCaptureState }) => (
  <span class={`tag state-${state}`}>{evidenceWords.states[state]}</span>
)
