/** What goes over the wire of evidence and purchases. Instants are ISO 8601 in UTC. */
import type { PurchaseStep } from '../model/purchase.ts'

export type ApiPerson = { name: string; role: string; organisation: string }
export type ApiCaptureState = 'complete' | 'partial' | 'refused'

export type ApiCaptureLine = {
  id: string
  kind: 'listing' | 'seller' | 'search'
  marketplace: string
  listing: string | null
  hit: string | null
  state: ApiCaptureState
  isGone: boolean
  /** Codes of what is missing. */
  why: string[]
  url: string
  title: string
  at: string
  stampedAt: string | null
  entry: number
}

/** A capture that was ordered: under way, or why it did not come. */
export type ApiCaptureJob = {
  id: string
  state: 'planned' | 'done' | 'failed' | 'not-allowed'
  why: string | null
  requestedAt: string
  by: string
  capture: string | null
}

/** A receiver that did not take the newest head of the log; `triedAgainAt` is null when it is not tried any more. */
export type ApiHeadNotGiven = { target: string; size: number; why: string; triedAgainAt: string | null }

/** Newest first. `more`: there are others that are not told here. */
export type ApiEvidence = {
  captures: ApiCaptureLine[]
  jobs: ApiCaptureJob[]
  more: boolean
  headsNotGiven: ApiHeadNotGiven[]
}

export type ApiCustodyEvent = {
  id: string
  type: string
  at: string
  by: ApiPerson | null
  reason: string | null
  entry: number
}

export type ApiCapture = ApiCaptureLine & {
  /** Deleted under law: only hashes and times are left. */
  isDeleted: boolean
  whyTexts: string[]
  asked: string
  redirects: string[]
  status: number | null
  addresses: string[]
  by: ApiPerson | null
  onBehalfOf: string | null
  purpose: string | null
  legalBasis: string | null
  with: string | null
  refusal: string | null
  requests: { answered: number; failed: number; blocked: number } | null
  loggedAt: string | null
  stamp: { at: string; tsa: string; afterMs: number; isLate: boolean } | null
  head: { size: number; givenAt: string; givenTo: string[] } | null
  recordSha256: string
  waczSha256: string
  pictures: string[]
  hasReplay: boolean
  events: ApiCustodyEvent[]
  /** The proxy that it went out through, as host and port; null: directly, or not known. */
  egress: string | null
  /** Other looks of the same page, ordered as such, the oldest first. */
  looks: ApiLook[]
  /** Others of the same listing, newest first: what it can be held against. */
  others: ApiCaptureLine[]
}

/** `fields`: what was read differently, of the older one first. */
export type ApiLook = ApiCaptureLine & { egress: string | null; fields: ApiChanges['fields'] }
export type ApiVerified = {
  holds: boolean
  faults: { file: string; says: string }[]
  notes: { file: string; says: string }[]
}

export type ApiBox = { left: number; top: number; width: number; height: number }
export type ApiChanges = {
  fields: { field: 'title' | 'price' | 'seller' | 'state' | 'address'; before: string; after: string }[]
  text: ({ kind: 'same' | 'gone' | 'new'; text: string } | { kind: 'more'; count: number })[]
  boxes: { before: ApiBox[]; after: ApiBox[] } | null
  /** Names of the pictures that the boxes lie on, the uppermost first. */
  pictures: { before: string[]; after: string[] }
}

export type ApiExported = { bundle: string; files: number; bytes: number }

/** One line of the list; who holds it is for legal alone. */
export type ApiPurchaseLine = {
  id: string
  openedAt: string
  last: string
  marketplace: string | null
  listing: string | null
  bag: string | null
  holder: string | null
  waitsFor: string | null
}

export type ApiEventFile = { name: string; what: string; type: string; bytes: number; sha256: string }
/** What somebody typed (`by`, `reason`, `details`, `files`) is null for who is not legal, and once it was deleted under law. */
export type ApiPurchaseEvent = {
  id: string
  type: string
  at: string
  entry: number
  sha256: string
  typed: { by: ApiPerson; reason: string; details: Record<string, unknown>; files: ApiEventFile[] } | null
  corrects: string | null
  isCorrected: boolean
}
export type ApiPurchase = ApiPurchaseLine & {
  events: ApiPurchaseEvent[]
  next: PurchaseStep[]
  waiting: {
    from: ApiPerson
    to: ApiPerson
    bag: string
    handedOverAt: string
    sealIntact: boolean
    waitsFor: string
  } | null
  /** Whether who asks may write, and see what was typed. */
  isMine: boolean
}
export type ApiRecorded = { event: string; entry: number } | { event: null; waitsFor: string }
