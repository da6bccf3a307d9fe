import { randomBytes } from 'node:crypto'
import type { Settings } from '../../config/settings.ts'
import { captureJob } from '../../queues/contracts/crawl.ts'
import type { Queues } from '../../queues/queues.ts'
import type { Keeper } from '../custody/keeper.ts'
import type { CaptureJob } from '../store/evidence/evidence-store.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../telemetry/log.ts'
import type { Evidence } from './evidence.ts'

type Parts = {
  store: Store
  queues: Queues
  keeper: Keeper
  evidence: Pick<Evidence, 'verifyLog' | 'law'>
  onVerdict: boolean
  settings: Pick<Settings, 'organisation' | 'legalBasis' | 'evidenceDays'>
  log: Log
  now: () => Date
}

/** Writes a capture down and queues it; upkeep queues it again when a crash forgets it here. @returns the job's id */
export async function orderCapture(
  order: Omit<CaptureJob, 'id' | 'requestedAt'> & { id?: string },
  { store, queues, now }: Pick<Parts, 'store' | 'queues' | 'now'>,
): Promise<string> {
  const id = order.id ?? `job-${randomBytes(10).toString('hex')}`
  const isNew = await store.captures.plan({ ...order, id, requestedAt: now() })
  if (isNew) await queues.add([captureJob({ id, marketplace: order.marketplace })])
  return id
}

const forgottenAfterMs = 15_000
const stampsEveryMs = 60_000
const headEveryMs = 86_400_000
/** Everything that was ever held or deleted is read for it, and retention counts days. */
const lawEveryMs = 3_600_000
const atOnce = 100

const faultsToldMax = 10

/** Says what is wrong with the log, so that nobody relies on it unawares. */
async function looksSound({ verifyLog }: Pick<Evidence, 'verifyLog'>, log: Log): Promise<boolean> {
  const { faults } = await verifyLog()
  if (faults.length === 0) return true
  log.error(
    { faults: faults.slice(0, faultsToldMax), all: faults.length },
    'the evidence log is not what it was: no head is given out; morgiana evidence verify --all says more',
  )
  return false
}

/** What the evidence needs from time to time: forgotten captures, late stamps, the daily head, the audit log's head. */
export function evidenceTending({
  store,
  queues,
  keeper,
  evidence,
  onVerdict,
  settings,
  log,
  now,
}: Parts): () => Promise<void> {
  let stampsAt = 0
  let lawAt = 0
  /** Null until it was looked at; a log that was changed stays so for this process, and is told once. */
  let isSound: boolean | null = null
  const headOfTheDay = async (isStart: boolean): Promise<void> => {
    const newest = (await store.evidenceLog.givenHeads()).at(-1)
    const tip = await store.evidenceLog.tip()
    if (!tip || newest?.size === tip.size) return
    if (newest?.givenAt && now().getTime() - newest.givenAt.getTime() <= headEveryMs) return
    // A signed head would vouch for what somebody has changed since the start.
    if (!isStart) isSound = await looksSound(evidence, log)
    if (isSound) await keeper.giveHead('folder')
  }
  const keepLaw = async (): Promise<void> => {
    if (now().getTime() - lawAt < lawEveryMs) return
    // What was deleted may not be all that was due: it is looked for again at once.
    if ((await evidence.law.retain(settings.evidenceDays)) === 0) lawAt = now().getTime()
  }
  const daily = async (): Promise<void> => {
    const isStart = isSound === null
    isSound ??= await looksSound(evidence, log)
    if (!isSound) return
    await keeper.anchorAudit()
    await keepLaw()
    await headOfTheDay(isStart)
    if (isSound) await keeper.giveDue()
  }
  const { organisation, legalBasis } = settings
  const captureHits = async (): Promise<void> => {
    for (const { by, brand, decided, score, ...wanted } of await store.captures.hitsToCapture(onVerdict, atOnce)) {
      const person = decided
        ? { name: by, role: 'reviewer', organisation }
        : { name: 'morgiana', role: 'software', organisation }
      const purpose = decided
        ? 'decided as counterfeit'
        : `scored ${Math.round(score * 100)}, which its watch asks to be captured`
      const requested = { by: person, onBehalfOf: brand, legalBasis, purpose }
      // One order a hit, however often it is looked for.
      const id = `hit-${wanted.hit.toLowerCase().replace(/[^a-z0-9-]/g, '-')}`
      await orderCapture({ ...wanted, id, kind: 'listing', requested }, { store, queues, now })
    }
  }
  return async () => {
    await captureHits()
    // Without a log there is no evidence to tend.
    const forgotten = await store.captures.planned(new Date(now().getTime() - forgottenAfterMs), atOnce)
    if (forgotten.length > 0) await queues.add(forgotten.map(captureJob))
    if (now().getTime() - stampsAt < stampsEveryMs || !(await store.evidenceLog.tip())) return
    stampsAt = now().getTime()
    try {
      await keeper.lateStamps()
      await daily()
    } catch (error) {
      log.error({ err: error }, 'the evidence log cannot go on: morgiana evidence verify --all says what is wrong')
    }
  }
}
