import { cueSignal } from './signal.ts'

/** Lowers: the marketplace or an expert has examined it. */
export const allowPlatformAuthenticated = cueSignal(
  'allow.platform-authenticated',
  'cue.authenticated',
  (words) => `Examined by an expert: ${words}`,
)
