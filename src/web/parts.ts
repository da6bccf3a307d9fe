import type { HttpBindings } from '@hono/node-server'
import type { CrawlerHealth } from '../crawler/crawler.ts'
import type { Need, Outage } from '../model/outage.ts'
import type { Review } from '../review/handler.ts'
import type { Store } from '../store/store.ts'
import type { User } from '../store/users/user-store.ts'
import type { Log } from '../telemetry/log.ts'
import type { Vault } from '../vault/vault.ts'
import type { EvidenceParts } from './evidence-parts.ts'
import type { PageExports } from './exports.ts'

/** Something the process cannot do without; `check` rejects when it is down. */
export type ReadyCheck = { name: string; check(): Promise<void> }

/** What the web room is handed. `publicUrl` is the address people use, when it is not the one listened on. */
export type WebParts = {
  store: Store
  vault: Vault
  evidence: EvidenceParts
  exports: PageExports
  review: Review
  /** Closes a marketplace's breaker and lets its lane go on. @returns closed false when it was closed already */
  lanes: { resume(marketplace: string): Promise<{ closed: boolean }> }
  /** The marketplaces that can be watched here: id, the name people know, and the hosts of its pages. */
  marketplaces: readonly { id: string; name: string; hosts: readonly string[] }[]
  checks: readonly ReadyCheck[]
  settings: { host: string; port: number; publicUrl: string | null }
  /** When each watch's next run starts; `at` is null when it has no schedule. */
  status(): Promise<{ version: string; nextRuns: readonly { watch: string; at: Date | null }[] }>
  /** What this process cannot use now, and how often something could not be used since its start. */
  outages(): { now: readonly Outage[]; counts: Readonly<Record<Need, number>> }
  /** How this process's crawler is, for the metrics. */
  crawling?: () => Promise<CrawlerHealth>
  log: Log
  now: () => Date
  /** Where main.js, page.css and index.html are; left out, they are looked for beside this room. */
  pageFolder?: string
}

/** What a request's handlers know: the raw connection, and who is signed in (null before `session` has found one). */
export type WebEnv = { Bindings: HttpBindings; Variables: { user: User } }
