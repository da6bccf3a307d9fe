import type { AuditStore } from './audit/audit-store.ts'
import type { CaptureStore, CustodyStore, EvidenceLogStore } from './evidence/evidence-store.ts'
import type { GivingStore } from './evidence/giving-store.ts'
import type { DecisionStore } from './hits/decision-store.ts'
import type { GroupStore } from './hits/group-store.ts'
import type { HitStore } from './hits/hit-store.ts'
import type { BudgetStore, LaneStore } from './lanes/lane-store.ts'
import type { KeywordStore } from './learning/keyword-store.ts'
import type { LearningStore } from './learning/learning-store.ts'
import type { QualityStore } from './learning/quality-store.ts'
import type { MatchingStore } from './matching/matching-store.ts'
import type { OutageStore } from './outages/outage-store.ts'
import type { PictureStore, ReferenceStore } from './pictures/picture-store.ts'
import type { RunStore } from './runs/run-store.ts'
import type { ImportStore } from './searches/import-store.ts'
import type { SearchStore } from './searches/search-store.ts'
import type { SellerStore } from './sellers/seller-store.ts'
import type { UserStore } from './users/user-store.ts'
import type { ViewStore } from './views/view-store.ts'
import type { VisitStore } from './visits/visit-store.ts'
import type { WatchStore } from './watches/watch-store.ts'

/** Everything that is kept, an aggregate a part. Every write may run twice. A dead database rejects with `DependencyDown`. */
export type Store = {
  watches: WatchStore
  runs: RunStore
  searches: SearchStore
  imports: ImportStore
  matching: MatchingStore
  learning: LearningStore
  quality: QualityStore
  keywords: KeywordStore
  visits: VisitStore
  hits: HitStore
  groups: GroupStore
  sellers: SellerStore
  decisions: DecisionStore
  pictures: PictureStore
  references: ReferenceStore
  lanes: LaneStore
  budget: BudgetStore
  outages: OutageStore
  users: UserStore
  views: ViewStore
  audit: AuditStore
  evidenceLog: EvidenceLogStore
  captures: CaptureStore
  custody: CustodyStore
  givings: GivingStore
  ping(): Promise<void>
  /** What the database's clock says. */
  clock(): Promise<Date>
  close(): Promise<void>
}
