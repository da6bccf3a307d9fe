import type {
  ApiCapture,
  ApiChanges,
  ApiEvidence,
  ApiExported,
  ApiPurchase,
  ApiPurchaseLine,
  ApiRecorded,
  ApiVerified,
} from '../evidence-api.ts'
import { ask } from './api.ts'

const at = (...parts: string[]) => `/api/${parts.map(encodeURIComponent).join('/')}`

/** A form with files beside what was typed. */
function formOf(data: unknown, files: readonly File[]): FormData {
  const form = new FormData()
  form.set('data', JSON.stringify(data))
  for (const file of files) form.append('file', file, file.name)
  return form
}

export type TypedStep = { given: Record<string, string | boolean | null>; reason: string; corrects?: string }

/** What the server answers about evidence and purchases. */
export const evidenceClient = {
  list: (query: URLSearchParams) => ask<ApiEvidence>('GET', `/api/evidence?${query}`),
  capture: (id: string) => ask<ApiCapture>('GET', at('evidence', id)),
  changes: (before: string, after: string) => ask<ApiChanges>('GET', at('evidence', before, 'changes', after)),
  captureNow: (hit: string) => ask<{ job: string }>('POST', '/api/captures', { hit }),
  captureAgain: (id: string) => ask<{ job: string }>('POST', at('evidence', id, 'again'), {}),
  verify: (id: string) => ask<ApiVerified>('POST', at('evidence', id, 'verify'), {}, true),
  export: (ids: readonly string[], purpose: string, recipient: string) =>
    ask<ApiExported>('POST', '/api/bundles', { ids, purpose, recipient: recipient || null }, true),
  pictureOf: (id: string, name: string) => at('evidence', id, 'pictures', name),
  replayOf: (id: string) => at('evidence', id, 'replay'),
  bundleOf: (bundle: string) => at('bundles', bundle),

  purchases: async () => (await ask<{ purchases: ApiPurchaseLine[] }>('GET', '/api/purchases')).purchases,
  purchase: (id: string) => ask<ApiPurchase>('GET', at('purchases', id)),
  record: (id: string, step: string, typed: TypedStep, files: readonly File[]) =>
    ask<ApiRecorded>('POST', at('purchases', id, 'steps', step), formOf(typed, files)),
  accept: (id: string, typed: { statement: string; sealIntact: boolean }, files: readonly File[]) =>
    ask<ApiRecorded>('POST', at('purchases', id, 'accept'), formOf(typed, files)),
  withdraw: (id: string) => ask<null>('POST', at('purchases', id, 'withdraw'), {}),
  labelOf: (id: string) => at('purchases', id, 'label'),
  fileOf: (id: string, event: string, name: string) => at('purchases', id, 'files', event, name),
}
