import type { z } from 'zod'
import { visitJob } from '../../queues/contracts/crawl.ts'
import { match } from '../../queues/contracts/match.ts'
import { GiveUp } from '../../queues/outcome.ts'
import type { Handler, Queues } from '../../queues/queues.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../telemetry/log.ts'
import type { Matcher } from './matcher.ts'
import { factsOfPictures } from './picture.ts'

type Edges = { store: Store; queues: Queues; matcher: Matcher; log: Log; now: () => Date }
type MatchJob = z.infer<typeof match.payload>

/** Scores a batch, saves findings and hits, and asks for a closer look where one is worth it. Runs twice without harm. */
export const matchHandler = ({ store, queues, matcher, log, now }: Edges): Handler<MatchJob> => ({
  contract: match,
  async run(job) {
    const scored = await store.matching.scoreBatch(
      { of: job.of, id: job.batch },
      (watch, listings, pictures, before) =>
        matcher.score(watch, listings, factsOfPictures(listings, pictures), before),
      matcher.version,
      now(),
    )
    if (!scored) throw new GiveUp(`no batch ${job.of} ${job.batch}`)
    await queues.add(scored.visits.map((visit) => visitJob({ ...visit, priority: job.priority })))
    log.debug({ trace: scored.run, batch: job.batch, hits: scored.hits }, 'batch scored')
    await store.runs.endIfDone(scored.run, now())
  },
  async spent(job, why) {
    // Nothing to write: an unscored batch stays counted as such, and upkeep offers it again.
    log.error({ trace: job.trace, batch: job.batch, why }, 'batch not scored')
  },
})
