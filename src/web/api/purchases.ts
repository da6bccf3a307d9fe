import { z } from 'zod'
import type { Purchase, PurchaseEvent, Recorded } from '../../custody/purchases/purchases.ts'
import { type PurchaseStep, purchaseSteps } from '../../model/purchase.ts'
import type { User } from '../../store/users/user-store.ts'
import type { ApiPurchase, ApiPurchaseEvent, ApiPurchaseLine, ApiRecorded } from '../evidence-api.ts'
import type { WebParts } from '../parts.ts'
import { checked, jsonOf, notFound, Problem } from '../problem.ts'
import { type Handler, named } from '../route.ts'
import { withUpload } from './purchase-upload.ts'

const listedMax = 100
const line = z.string().trim().min(1).max(500)
const step = z.strictObject({
  given: z.record(z.string().max(60), z.union([z.string().max(5_000), z.boolean(), z.null()])),
  reason: line,
  corrects: z.string().max(64).exactOptional(),
})
const acceptance = z.strictObject({ statement: line, sealIntact: z.boolean() })

export function purchaseHandlers({ evidence }: WebParts) {
  const { purchases, organisation } = evidence
  const personOf = ({ name, role }: User) => ({ name, role, organisation })
  const load = loaderOf(evidence)
  return {
    async list(c) {
      const { user } = c.var
      const lines = await purchases.list(listedMax)
      return c.json<{ purchases: ApiPurchaseLine[] }>({
        purchases: lines.map(({ openedAt, last, purchase }) => lineOnWire(purchase, openedAt, last, isLegal(user))),
      })
    },

    async show(c) {
      const purchase = await load(named(c, 'id'))
      return c.json<ApiPurchase>(purchaseOnWire(purchase, isLegal(c.var.user)))
    },

    async record(c) {
      const [id, type] = [named(c, 'id'), checked(z.enum(purchaseSteps), named(c, 'step'), 'step')]
      return withUpload(c, async (data, files) => {
        const { given, reason, corrects } = checked(step, data, 'body')
        const common = { purchase: id, by: personOf(c.var.user), reason, given, files }
        if (type === 'transferred') {
          const recorded = await told(() => purchases.offer(common))
          const waitsFor = (await purchases.load(id))?.waiting?.waitsFor ?? ''
          return c.json<ApiRecorded>(recorded ?? { event: null, waitsFor })
        }
        const one = { ...common, step: type }
        const whole = corrects === undefined ? one : { ...one, corrects }
        return c.json<ApiRecorded>(await told(() => purchases.record(whole)))
      })
    },

    async accept(c) {
      const purchase = named(c, 'id')
      return withUpload(c, async (data, files) => {
        const said = checked(acceptance, data, 'body')
        const recorded = await told(() => purchases.accept({ ...said, purchase, by: personOf(c.var.user), files }))
        return c.json<ApiRecorded>(recorded)
      })
    },

    async withdraw(c) {
      checked(z.strictObject({}), await jsonOf(c.req), 'body')
      await told(() => purchases.withdraw(named(c, 'id'), personOf(c.var.user)))
      return c.body(null, 204)
    },
  } satisfies Record<string, Handler>
}

const loaderOf =
  ({ purchases }: WebParts['evidence']) =>
  async (id: string): Promise<Purchase> => {
    const purchase = await purchases.load(id)
    if (!purchase) throw notFound('There is no such purchase.', 'id')
    return purchase
  }

/** What belongs to a purchase as files: its label, and what was handed in. */
export function purchaseFileHandlers({ evidence }: WebParts) {
  const load = loaderOf(evidence)
  return {
    async label(c) {
      const svg = evidence.label(await load(named(c, 'id')))
      if (svg === null) throw notFound('It is not bagged yet, so there is no label.', 'id')
      c.header('Content-Type', 'image/svg+xml; charset=utf-8')
      // Opened by itself it runs nothing.
      c.header('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
      return c.body(svg)
    },

    // As a picture to look at, without what was hidden in its bytes; or as it was handed in, to be saved.
    async file(c) {
      const { events } = await load(named(c, 'id'))
      const [event, name] = [named(c, 'event'), named(c, 'name')]
      const found = events
        .find(({ row }) => row.id === event)
        ?.record?.files.find(({ path }) => path === `files/${event}/${name}`)
      const bytes = found && (await evidence.file(found.sha256))
      if (!found || !bytes) throw notFound('There is no such file.', 'name')
      if (c.req.query('look') === '1') {
        const picture = await evidence.shown(bytes)
        if (!picture) throw notFound('This file cannot be shown as a picture.', 'name')
        c.header('Content-Type', 'image/webp')
        c.header('Cache-Control', 'private, max-age=3600')
        return c.body(new Uint8Array(picture))
      }
      c.header('Content-Type', 'application/octet-stream')
      c.header('Content-Disposition', `attachment; filename="${name}"`)
      return c.body(new Uint8Array(bytes))
    },
  } satisfies Record<string, Handler>
}

const isLegal = ({ role }: User): boolean => role === 'legal'

/** What may not be, as the page's one form of error. */
async function told<T extends Recorded | null | boolean>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    // By name: the class is custody's to throw.
    if (!(error instanceof Error && error.name === 'PurchaseRefused')) throw error
    throw new Problem(409, 'Nothing was written.', 'body', `${error.message}.`)
  }
}

function lineOnWire(purchase: Purchase, openedAt: Date, last: string, isMine: boolean): ApiPurchaseLine {
  const { id, events, bag, holder, waiting } = purchase
  const order = events.find(({ row }) => row.listing !== null)?.row.listing
  return {
    ...{ id, openedAt: openedAt.toISOString(), last, bag },
    ...{ marketplace: order?.marketplace ?? null, listing: order?.id ?? null },
    ...{ holder: isMine ? holder : null, waitsFor: isMine ? (waiting?.waitsFor ?? null) : null },
  }
}

function purchaseOnWire(purchase: Purchase, isMine: boolean): ApiPurchase {
  const { events, next, waiting } = purchase
  const corrected = new Set(events.flatMap(({ record }) => record?.corrects ?? []))
  const steps = events.filter(({ row }) => purchaseSteps.some((each: PurchaseStep) => each === row.type))
  const [first, last] = [events[0], steps.at(-1)]
  return {
    ...lineOnWire(purchase, first?.row.at ?? new Date(0), last?.row.type ?? '', isMine),
    events: events.map((event) => eventOnWire(event, corrected, isMine)),
    ...{ next: [...next], waiting: isMine ? waiting : null, isMine },
  }
}

function eventOnWire(
  { row, record }: PurchaseEvent,
  corrected: ReadonlySet<string>,
  isMine: boolean,
): ApiPurchaseEvent {
  const typed = record &&
    isMine && {
      ...{ by: record.by, reason: record.reason, details: record.details },
      files: record.files.map(({ path, what, type, bytes, sha256 }) => ({
        ...{ name: path.split('/').at(-1) ?? path, what, type, bytes, sha256 },
      })),
    }
  return {
    ...{ id: row.id, type: row.type, at: row.at.toISOString(), entry: row.entry, sha256: row.sha256 },
    ...{ typed: typed || null, corrects: record?.corrects ?? null, isCorrected: corrected.has(row.id) },
  }
}
