import type { HttpExchange } from '../evidence/warc/http-exchange.ts'

/** A host's encryption as it was when it was connected to; `pem`: leaf first. */
export type SeenTls = { host: string; protocol: 'TLSv1.2' | 'TLSv1.3'; cipher: string; verified: boolean; pem: string }
export type SeenAddress = { host: string; port: number; resolved: string[]; connected: string }
/** One named thing that a capture does; `why` is null when it went as it should. */
export type StepOutcome = { step: 'open' | 'settle' | 'scroll' | 'read' | 'viewport' | 'full'; why: string | null }

/** Everything that was seen of one page, by the wire and by a browser; plain data, that others make evidence of. */
export type PageCapture = {
  exchanges: HttpExchange[]
  asked: string
  redirects: { url: string; status: number; location: string }[]
  final: string
  status: number
  addresses: SeenAddress[]
  tls: SeenTls[]
  failed: { url: string; error: string }[]
  blocked: { url: string; why: string }[]
  title: string
  language: string | null
  /** CSS pixels. */
  width: number
  height: number
  dom: string
  text: string
  viewportPng: Buffer
  /** Top to bottom; all but the last as high as a tile may be. */
  tiles: Buffer[]
  /** The page is higher than what is pictured. */
  isCut: boolean
  steps: StepOutcome[]
  startedAt: Date
  loadedAt: Date
  finishedAt: Date
  /** `from`: where it comes from, such as PATH or a package and its version. */
  browser: { name: string; version: string; from?: string }
  viewport: { width: number; height: number; scale: number }
  userAgent: string
  locale: string
  /** How it went out; the proxy by host and port. */
  egress: { kind: 'direct' } | { kind: 'proxy'; name: string }
  robots: { decision: 'allowed' | 'overridden'; url: string; reason: string | null }
}

/** `refused`: our own rules say no. `login`: the marketplace sent us to its sign-in. `failed`: trying again may help. */
export type CaptureOutcome =
  | { kind: 'captured'; page: PageCapture }
  | { kind: 'refused'; why: string; wall?: true }
  | { kind: 'wait'; delayMs: number; why: string }
  | { kind: 'failed'; why: string }
