import type {
  ApiAlike,
  ApiCard,
  ApiCoverage,
  ApiDecided,
  ApiDecision,
  ApiError,
  ApiHits,
  ApiInvited,
  ApiKnownUser,
  ApiLease,
  ApiQuality,
  ApiRun,
  ApiSeller,
  ApiSession,
  ApiStatus,
  ApiUndone,
  ApiUsers,
  Role,
} from '../api.ts'
import type { Sent } from './review/outbox.ts'

/** The server's answer when it is not the one asked for. `status` 0: there was none. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  readonly status: number
  readonly todo: string
  constructor(status: number, what: string, todo: string) {
    super(what)
    this.status = status
    this.todo = todo
  }
}

/** Longer than the server's own limit, so that its words arrive. */
const answerTimeLimitMs = 20_000
const largeTimeLimitMs = 120_000

/** @param body JSON, or a form with files, which may take its time */
export async function ask<T>(method: 'GET' | 'POST', path: string, body?: unknown, isLong = false): Promise<T> {
  const response = await answer(method, path, body, isLong)
  // The server of the same build answers: its types are ours.
  return (response.status === 204 ? null : await response.json().catch(lostAnswer)) as T
}

/** A file that is made for this request, whole: what breaks off is a failure, not half a file. */
export async function askFile(path: string): Promise<{ file: Blob; headers: Headers }> {
  const response = await answer('GET', path, undefined, true)
  return { file: await response.blob().catch(lostAnswer), headers: response.headers }
}

/** @throws ApiFailure for no answer, and for one that is not what was asked for */
async function answer(method: 'GET' | 'POST', path: string, body: unknown, isLong: boolean): Promise<Response> {
  const json = { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
  const isForm = body instanceof FormData
  const response = await fetch(path, {
    method,
    signal: AbortSignal.timeout(isForm || isLong ? largeTimeLimitMs : answerTimeLimitMs),
    credentials: 'same-origin',
    ...(isForm ? { body } : body !== undefined && json),
  }).catch((error: unknown) => {
    throw new ApiFailure(0, error instanceof Error ? error.message : 'no answer', '')
  })
  if (!response.ok) throw await failureOf(response)
  return response
}

/** The connection ended in the middle of an answer. */
const lostAnswer = (): never => {
  throw new ApiFailure(0, 'the answer broke off', '')
}

async function failureOf(response: Response): Promise<ApiFailure> {
  // A proxy's page, or half an answer: the status alone says what it was.
  const body: unknown = await response.json().catch(() => null)
  const isOurs = typeof body === 'object' && body !== null && 'error' in body
  // Its shape is the server's promise for every error of the API.
  const error = isOurs ? (body as ApiError).error : { what: response.statusText, todo: '' }
  return new ApiFailure(response.status, error.what, error.todo)
}

export const api = {
  session: () => ask<ApiSession>('GET', '/api/session'),
  status: (since: string) => ask<ApiStatus>('GET', `/api/status?since=${encodeURIComponent(since)}`),
  hits: (query: URLSearchParams) => ask<ApiHits>('GET', `/api/hits?${query}`),
  card: (hit: string) => ask<ApiCard>('GET', `/api/hits/${encodeURIComponent(hit)}`),
  alike: (hit: string) =>
    ask<{ alike: ApiAlike[]; more: boolean }>('GET', `/api/hits/${encodeURIComponent(hit)}/alike`),
  description: async (hit: string) =>
    (await ask<{ text: string }>('GET', `/api/hits/${encodeURIComponent(hit)}/description`)).text,
  seller: async (hit: string) =>
    (await ask<{ seller: ApiSeller | null }>('GET', `/api/hits/${encodeURIComponent(hit)}/seller`)).seller,
  lease: async (hits: string[]) => (await ask<{ leases: ApiLease[] }>('POST', '/api/leases', { hits })).leases,
  coverage: () => ask<ApiCoverage>('GET', '/api/coverage'),
  quality: () => ask<ApiQuality>('GET', '/api/quality'),
  runs: async () => (await ask<{ runs: ApiRun[] }>('GET', '/api/runs')).runs,
  resume: (marketplace: string) =>
    ask<{ closed: boolean }>('POST', `/api/lanes/${encodeURIComponent(marketplace)}/resume`),
  users: async () => (await ask<ApiUsers>('GET', '/api/users')).users,
  invite: (name: string, role: Role) => ask<ApiInvited>('POST', '/api/users', { name, role }),
  setRole: (user: string, role: Role) => ask<{ user: ApiKnownUser }>('POST', userPath(user, 'role'), { role }),
  removeUser: (user: string) => ask<null>('POST', userPath(user, 'remove')),
  endSessions: (user: string) => ask<{ ended: number }>('POST', userPath(user, 'end-sessions')),
  whoseLink: (token: string) => ask<{ name: string }>('POST', '/sign-in/whose', { token }),
  signIn: (token: string) => ask<{ name: string }>('POST', '/sign-in', { token }),
  signOut: () => ask<null>('POST', '/sign-out'),
  decide: (decisions: ApiDecision[]) =>
    sent(async () => (await ask<{ decisions: ApiDecided[] }>('POST', '/api/decisions', decisions)).decisions),
  undo: (decision: string) => sent(() => ask<ApiUndone>('POST', `/api/decisions/${decision}/undo`)),
}

const userPath = (user: string, action: string) => `/api/users/${encodeURIComponent(user)}/${action}`

/** What an outbox needs to know of a failure: whether trying again can help. */
async function sent<T>(run: () => Promise<T>): Promise<Sent<T>> {
  try {
    return { kind: 'ok', value: await run() }
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error
    if (error.status === 401) return { kind: 'signed-out' }
    const isForGood = error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429
    return isForGood ? { kind: 'refused', why: error.message } : { kind: 'failed' }
  }
}

/** Gives back the cards one leaves, also while the page is being closed. */
export const releaseLeases = (hits: string[]): void => {
  const headers = { 'Content-Type': 'application/json' }
  for (let at = 0; at < hits.length; at += leasesAtOnce) {
    const body = JSON.stringify({ hits: hits.slice(at, at + leasesAtOnce) })
    // The lease ends by itself if this does not arrive.
    fetch('/api/leases/release', { method: 'POST', keepalive: true, body, headers }).catch(() => undefined)
  }
}

const leasesAtOnce = 100

/** A version 4 UUID; `crypto.randomUUID` is not there on plain http. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
