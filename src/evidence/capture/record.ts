import { z } from 'zod'
import { evidenceId, fileReference, hash, instant, money, person, text } from '../fields.ts'

export const captureKinds = ['listing', 'seller', 'search'] as const
export type CaptureKind = (typeof captureKinds)[number]
export const captureStates = ['complete', 'partial', 'refused'] as const
export type CaptureState = (typeof captureStates)[number]
const refusalKinds = ['captcha', 'login', 'block', 'consent', 'error', 'redirect'] as const

export type RefusalKind = (typeof refusalKinds)[number]

const reading = z.looseObject({
  title: text.optional(),
  priceText: text.optional(),
  price: money.optional(),
  seller: text.optional(),
  listings: z.array(z.looseObject({ rank: z.int(), id: text, title: text.optional() })).optional(),
})

const subject = z.looseObject({
  kind: z.enum(captureKinds),
  marketplace: text,
  outcome: z.enum(['present', 'gone']),
  listing: text.optional(),
  seller: text.optional(),
  hit: text.optional(),
  query: z.looseObject({}).optional(),
  reading: reading.optional(),
})

const request = z.looseObject({
  asked: text,
  redirects: z.array(z.looseObject({ url: text, status: z.int(), location: text })),
  final: text,
  status: z.int(),
  addresses: z.array(z.looseObject({ host: text, port: z.int(), resolved: z.array(text), connected: text.nullable() })),
})

const tls = z.looseObject({
  host: text,
  protocol: z.enum(['TLSv1.2', 'TLSv1.3']),
  cipher: text,
  chain: text,
  chainFrom: z.enum(['sent', 'verified']),
  verified: z.boolean(),
  resumed: z.literal(false),
})

const clock = z.looseObject({
  source: z.enum(['ntp', 'http-date', 'tsa']),
  peer: text,
  offsetMs: z.number(),
  uncertaintyMs: z.number(),
  at: instant,
})

const environment = z.looseObject({
  software: z.looseObject({ name: text, version: text }),
  browser: z.looseObject({ name: text, version: text }),
  os: text,
  runtime: text,
  viewport: z.looseObject({ width: z.int(), height: z.int(), scale: z.number() }),
  locale: text,
  timeZone: text,
  userAgent: text,
  egress: z.looseObject({ kind: z.enum(['direct', 'proxy']), name: text.optional(), address: text.nullable() }),
  settings: z.looseObject({}),
})

/** `capture.json`: what was asked, by whom, what came, and the hash of every part. Unknown fields are allowed. */
export const captureRecord = z.looseObject({
  format: z.literal('morgiana-capture/1'),
  id: evidenceId,
  state: z.enum(captureStates),
  why: z.array(z.looseObject({ code: text, text })),
  subject,
  order: z.looseObject({ by: person, onBehalfOf: text, legalBasis: text, purpose: text, requestedAt: instant }),
  operator: z.looseObject({ organisation: text, machine: text }),
  request,
  tls: z.array(tls),
  page: z.looseObject({ title: z.string(), width: z.int(), height: z.int(), language: text.optional() }),
  requests: z.looseObject({
    answered: z.int(),
    failed: z.array(z.looseObject({ url: text, error: text })),
    blocked: z.array(z.looseObject({ url: text, why: text })),
  }),
  time: z.looseObject({ started: instant, loaded: instant, finished: instant, clock: z.array(clock) }),
  environment,
  robots: z.looseObject({
    decision: z.enum(['allowed', 'overridden', 'not-asked']),
    url: text,
    rule: text.optional(),
    reason: text.optional(),
  }),
  wacz: fileReference,
  parts: z.array(z.looseObject({ name: text, path: text, sha256: hash, bytes: z.int().min(0), type: text })),
  refusal: z.looseObject({ kind: z.enum(refusalKinds), says: text }).optional(),
  /** The capture of which this is a second look, from another session, through another proxy where there is one. */
  secondOf: evidenceId.optional(),
})

export type CaptureRecord = z.infer<typeof captureRecord>
export type Reading = z.infer<typeof reading>
export type ClockReading = z.infer<typeof clock>

/** The fields that are named here, without the unknown ones that are allowed beside them. */
type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] }
export type CaptureFields = Named<CaptureRecord>
