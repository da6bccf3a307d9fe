import { z } from 'zod'
import type { CaptureView, LookBeside } from '../../custody/looking/looking.ts'
import { type HeadGiving, isNotTaken } from '../../model/head-giving.ts'
import type { Captured, LoadedCaptureJob } from '../../store/evidence/evidence-store.ts'
import type {
  ApiCapture,
  ApiCaptureJob,
  ApiCaptureLine,
  ApiChanges,
  ApiEvidence,
  ApiExported,
  ApiHeadNotGiven,
  ApiVerified,
} from '../evidence-api.ts'
import type { WebParts } from '../parts.ts'
import { checked, jsonOf, notFound, Problem } from '../problem.ts'
import { type Handler, named } from '../route.ts'

const listedMax = 50
const othersMax = 20
const faultsMax = 100
const id = z.string().min(1).max(100)
const query = z.strictObject({
  ...{ hit: id.exactOptional(), marketplace: id.exactOptional(), listing: id.exactOptional() },
  state: z.enum(['complete', 'partial', 'refused']).exactOptional(),
})
const exportOrder = z.strictObject({
  ids: z.array(id).min(1).max(100),
  purpose: z.string().trim().min(1, 'say what the bundle is for').max(500),
  recipient: z.string().trim().max(300).nullable(),
})

/** A stored page runs nothing, loads nothing, and is nobody: an origin of its own, whatever opens it. */
const replayPolicy =
  "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

export function evidenceHandlers({ evidence, store }: WebParts) {
  const { looking } = evidence
  /** It reads the whole log and a whole capture: one at a time. */
  let isVerifying = false
  const viewOf = async (capture: string): Promise<CaptureView> => {
    const view = await looking.capture(capture)
    if (!view) throw notFound('There is no such capture.', 'id')
    return view
  }
  return {
    async list(c) {
      const asked = checked(query, c.req.query(), 'query')
      // Who is asked about a hit without being told that somebody decided it must not learn it from its evidence.
      const isBlind = asked.hit !== undefined && (await store.quality.isAsked(asked.hit, c.var.user.id))
      if (isBlind) return c.json<ApiEvidence>({ captures: [], jobs: [], more: false, headsNotGiven: [] })
      const captures = await store.captures.list({ ...asked, limit: listedMax + 1 })
      const of = jobsAskedFor(asked)
      const jobs = of ? await store.captures.jobsOf(of, listedMax) : []
      return c.json<ApiEvidence>({
        captures: captures.slice(0, listedMax).map(lineOnWire),
        jobs: jobs.filter(({ state }) => state !== 'done').map(jobOnWire),
        more: captures.length > listedMax,
        headsNotGiven: (await store.givings.state()).flatMap(({ newest }) => notGivenOnWire(newest)),
      })
    },

    async capture(c) {
      const view = await viewOf(named(c, 'id'))
      const { user } = c.var
      const by = { name: user.name, role: user.role, organisation: evidence.organisation }
      await looking.noteAccess(view, by, 'viewed')
      const { marketplace, listing } = view.row
      const others = listing === null ? [] : await store.captures.list({ marketplace, listing, limit: othersMax })
      const looked = await viewOf(view.row.id)
      return c.json<ApiCapture>(captureOnWire(looked, others, await looking.beside(looked)))
    },

    async picture(c) {
      const bytes = await looking.picture(named(c, 'id'), named(c, 'name'))
      if (!bytes) throw notFound('There is no such picture.', 'name')
      c.header('Content-Type', 'image/png')
      c.header('Cache-Control', 'private, max-age=31536000, immutable')
      return c.body(new Uint8Array(bytes))
    },

    async replay(c) {
      const page = await looking.replay(named(c, 'id'))
      if (!page) throw notFound('This capture holds no page.', 'id')
      c.header('Content-Type', 'text/html; charset=utf-8')
      c.header('Content-Security-Policy', replayPolicy)
      c.header('X-Frame-Options', 'SAMEORIGIN')
      return c.body(page.html)
    },

    async changes(c) {
      const changes = await looking.changes(named(c, 'id'), named(c, 'after'))
      if (!changes) throw notFound('These two captures cannot be held against each other.', 'after')
      return c.json<ApiChanges>(changes)
    },

    async captureNow(c) {
      const { hit } = checked(z.strictObject({ hit: id }), await jsonOf(c.req), 'body')
      const found = await store.hits.load(hit)
      if (!found) throw notFound('There is no such hit.', 'body.hit')
      const { marketplace, id: listing, url } = found.listing
      const wanted = { id: hit, marketplace, listing, url, brand: found.brand }
      return c.json<{ job: string }>({ job: await evidence.captureNow(wanted, c.var.user.name) })
    },

    async captureAgain(c) {
      const { row } = await viewOf(named(c, 'id'))
      if (row.url === '')
        throw new Problem(
          409,
          'It cannot be captured again.',
          'id',
          'It was deleted under law, and its address with it.',
        )
      return c.json<{ job: string }>({ job: await evidence.captureAgain(row, c.var.user.name) })
    },

    async verify(c) {
      const { row } = await viewOf(named(c, 'id'))
      if (isVerifying) throw new Problem(409, 'A capture is being verified.', 'id', 'Try again when it is done.')
      isVerifying = true
      try {
        const { faults, notes } = await evidence.verify(row.id)
        const said = (each: { file: string; says: string }) => ({ file: each.file, says: each.says })
        return c.json<ApiVerified>({
          holds: faults.length === 0,
          ...{ faults: faults.slice(0, faultsMax).map(said), notes: notes.slice(0, faultsMax).map(said) },
        })
      } finally {
        isVerifying = false
      }
    },

    async export(c) {
      const order = checked(exportOrder, await jsonOf(c.req), 'body')
      const { name: by, role } = c.var.user
      const exported = await evidence
        .export({ ...order, recipient: order.recipient || null, by, role })
        .catch(exportRefused)
      return c.json<ApiExported>({ bundle: exported.bundle, files: exported.files, bytes: exported.bytes })
    },

    async bundle(c) {
      const name = named(c, 'bundle')
      const found = /^bundle-[0-9a-f]{16}$/.test(name) ? await evidence.bundle(name) : null
      if (!found) throw notFound('There is no such bundle.', 'bundle')
      c.header('Content-Type', 'application/zip')
      c.header('Content-Length', String(found.bytes))
      c.header('Content-Disposition', `attachment; filename="${name}.zip"`)
      return c.body(found.stream)
    },
  } satisfies Record<string, Handler>
}

function exportRefused(error: unknown): never {
  // By name: the classes are custody's to throw.
  const isSaid = error instanceof Error && (error.name === 'ExportRefused' || error.name === 'NothingToExport')
  if (!isSaid) throw error
  throw new Problem(409, 'No bundle was made.', 'body.ids', error.message)
}

function jobsAskedFor({ hit, marketplace, listing }: z.infer<typeof query>) {
  if (hit !== undefined) return { hit }
  return marketplace !== undefined && listing !== undefined ? { marketplace, listing } : null
}

const lineOnWire = (row: Captured): ApiCaptureLine => ({
  ...{ id: row.id, kind: row.kind, marketplace: row.marketplace, listing: row.listing, hit: row.hit, state: row.state },
  ...{ isGone: row.outcome === 'gone', why: [...row.why], url: row.final, title: row.title.slice(0, 500) },
  ...{ at: row.finishedAt.toISOString(), stampedAt: row.stamp?.at.toISOString() ?? null, entry: row.entry },
})

const jobOnWire = ({ id: job, state, why, requestedAt, requested, capture }: LoadedCaptureJob): ApiCaptureJob => ({
  ...{ id: job, state, why, requestedAt: requestedAt.toISOString(), by: requested.by.name, capture },
})

const notGivenOnWire = (giving: HeadGiving): ApiHeadNotGiven[] =>
  isNotTaken(giving)
    ? [
        {
          ...{ target: giving.target, size: giving.size, why: giving.why ?? '' },
          triedAgainAt: giving.nextAt?.toISOString() ?? null,
        },
      ]
    : []

const pictureMax = 50

function captureOnWire(view: CaptureView, others: readonly Captured[], looks: readonly LookBeside[]): ApiCapture {
  const { row, record, loggedAt, head, events } = view
  const { stamp } = row
  const proofs = {
    loggedAt,
    stamp: stamp && {
      ...{ at: stamp.at.toISOString(), tsa: stamp.tsa, isLate: row.stampEntry !== null },
      afterMs: stamp.at.getTime() - row.finishedAt.getTime(),
    },
    head: head?.givenAt ? { size: head.size, givenAt: head.givenAt.toISOString(), givenTo: [...head.givenTo] } : null,
  }
  return {
    ...lineOnWire(row),
    ...pageOnWire(record, row.url),
    ...proofs,
    ...{ isDeleted: record === null, recordSha256: row.recordSha256, waczSha256: row.waczSha256 },
    pictures: view.pictures.slice(0, pictureMax),
    hasReplay: record?.parts.some(({ path }) => path === 'dom/page.html') ?? false,
    events: events.map(({ row: event, record: said }) => ({
      ...{ id: event.id, type: event.type, at: event.at.toISOString(), entry: event.entry },
      ...{ by: said?.by ?? null, reason: said?.reason ?? null },
    })),
    egress: egressOnWire(record?.environment.egress ?? null),
    looks: looks.map(({ row: other, egress, fields }) => ({
      ...{ ...lineOnWire(other), egress: egressOnWire(egress), fields },
    })),
    others: others.filter((each) => each.id !== row.id && each.state !== 'refused').map(lineOnWire),
  }
}

const egressOnWire = (egress: LookBeside['egress']): string | null =>
  egress?.kind === 'proxy' ? (egress.name ?? 'unnamed') : null

function pageOnWire(record: CaptureView['record'], asked: string) {
  if (!record) {
    const nothing = { by: null, onBehalfOf: null, purpose: null, legalBasis: null, with: null, refusal: null }
    return { ...nothing, whyTexts: [], asked, redirects: [], status: null, addresses: [], requests: null }
  }
  const { request, order, environment, requests, refusal, why } = record
  const { software, browser, os, viewport } = environment
  return {
    whyTexts: why.map(({ text }) => text),
    ...{ asked: request.asked, redirects: request.redirects.map(({ url, status }) => `${status} ${url}`) },
    status: request.status,
    addresses: request.addresses.map(({ host, connected }) => `${host}: ${connected ?? 'through a proxy'}`),
    ...{ by: order.by, onBehalfOf: order.onBehalfOf, purpose: order.purpose, legalBasis: order.legalBasis },
    with: `${software.name} ${software.version}, ${browser.name} ${browser.version}, ${os}, ${viewport.width} × ${viewport.height}`,
    refusal: refusal ? `${refusal.kind}: ${refusal.says}` : null,
    requests: { answered: requests.answered, failed: requests.failed.length, blocked: requests.blocked.length },
  }
}
