import type { Settings } from '../../config/settings.ts'
import { laneOf } from '../../queues/contracts/crawl.ts'
import { match } from '../../queues/contracts/match.ts'
import { sweepJob, upkeepQueue } from '../../queues/contracts/upkeep.ts'
import { handle } from '../../queues/driver.ts'
import type { AnyHandler, Queues, QueueWorker } from '../../queues/queues.ts'
import { captureHandler } from '../capture/handler.ts'
import { openApis } from '../crawler/apis.ts'
import type { Crawler } from '../crawler/crawler.ts'
import { productToken, version } from '../crawler/request-headers.ts'
import type { Keeper } from '../custody/keeper.ts'
import type { Gate } from '../lanes/gate.ts'
import { marketplaceOf, marketplaces } from '../marketplaces/registry.ts'
import { withShopKeys } from '../marketplaces/shop-key.ts'
import { matchHandler } from '../match/handler.ts'
import type { Matcher } from '../match/matcher.ts'
import { canaryKeywordOf } from '../model/marketplace.ts'
import { openPageReader } from '../reader/page-reader.ts'
import { type Planning, planHandler } from '../schedule/handler.ts'
import { searchHandler } from '../search/handler.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../telemetry/log.ts'
import { sweepHandler } from '../upkeep/handler.ts'
import type { Blobs } from '../vault/blobs.ts'
import type { Vault } from '../vault/vault.ts'
import { visitHandler } from '../visit/handler.ts'

export type Parts = {
  store: Store
  queues: Queues
  crawler: Crawler
  vault: Vault
  matcher: Matcher
  gate: Gate
  keeper: Keeper
  blobs: Blobs
}

/** A queued job that nobody took for this long may have been forgotten: upkeep adds it again, which is harmless. */
const forgottenAfterMs = 10_000
const sweepEveryMs = 5_000

/** The workers of this process. */
export function openStations(parts: Parts, planning: Planning, settings: Settings, log: Log, now: () => Date) {
  const { store, queues, crawler, vault, matcher, gate, keeper, blobs } = parts
  const stage = { store, queues, log, now }
  const canaryKeyword = (id: string) => settings.canaries.get(id) ?? canaryKeywordOf(marketplaceOf(id))
  const takeCall = (id: string, callsADay: number) => gate.takeCall(id, callsADay)
  const apis = openApis({ settings, marketplaces, takeCall, log, now })
  const reader = openPageReader()
  const keyedMarketplaceOf = (id: string) => withShopKeys(marketplaceOf(id))
  const asking = {
    ...stage,
    crawler,
    readPage: reader.read,
    apis,
    gate,
    vault,
    marketplaceOf: keyedMarketplaceOf,
    canaryKeyword,
    origins: settings.origins,
  }
  const search = searchHandler(asking)
  const visit = visitHandler(asking)
  const software = { name: productToken, version }
  const capture = captureHandler({
    ...{ store, crawler, gate, keeper, blobs, software, now },
    marketplaceOf: keyedMarketplaceOf,
  })
  const spent = {
    search: (id: string, why: string) =>
      search.spent({ search: id, marketplace: '', trace: 'upkeep', priority: 1 }, why),
    visit: (id: string, why: string) => visit.spent({ visit: id, marketplace: '', trace: 'upkeep', priority: 1 }, why),
  }
  const upkeep = [
    handle(planHandler(planning)),
    handle(sweepHandler({ ...stage, vault, forgottenAfterMs, spent, queueNames: () => [...workers.keys()] })),
  ]
  const workers = new Map<string, QueueWorker>()
  const open = async (queue: string, handlers: AnyHandler[], options: Parameters<Queues['work']>[2]) => {
    if (!workers.has(queue)) workers.set(queue, await queues.work(queue, handlers, options))
  }
  return {
    async open(ids: readonly string[]) {
      await open(upkeepQueue, upkeep, { concurrency: 1 })
      await queues.repeat('sweep', sweepJob(), { everyMs: sweepEveryMs })
      await open(match.name, [handle(matchHandler({ ...stage, matcher }))], { concurrency: settings.matchConcurrency })
      for (const id of ids) {
        const limiter = settings.rates.get(id) ?? marketplaceOf(id).rate
        await open(laneOf(id), [handle(search), handle(visit), handle(capture)], {
          concurrency: settings.laneConcurrency,
          limiter,
        })
      }
    },
    async close() {
      await Promise.all([...workers.values()].map((worker) => worker.drain(settings.drainMs)))
      await apis.close()
      await reader.close()
    },
  }
}
