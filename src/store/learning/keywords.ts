import { type Kysely, sql } from 'kysely'
import type { Span } from '../../model/finding.ts'
import type { Tables } from '../tables.ts'
import type { KeywordStore, KeywordYield } from './keyword-store.ts'

/** A hit that nobody has decided to be none. */
const stands = sql`h.state <> 'withdrawn' and not h.sampled and (h.verdict is null or h.verdict not in ('allowed', 'not-our-product'))`

export const keywordStore = (db: Kysely<Tables>): KeywordStore => ({
  async yields(watch, since) {
    const { rows } = await sql<KeywordYield>`
      with pages as (
        select id, keyword, marketplace, territory, sort from coverage
        where watch_id = ${watch} and planned_at >= ${since} and ended_at is not null and not canary
          and provenance is null),
      seen as (
        select distinct p.keyword, s.marketplace, s.listing_id from pages p join sightings s on s.search_id = p.id),
      found as (
        select seen.*, h.id as hit, count(*) over (partition by seen.marketplace, seen.listing_id) as keywords
        from seen left join hits h on h.watch_id = ${watch} and h.marketplace = seen.marketplace
          and h.listing_id = seen.listing_id and ${stands})
      select a.keyword, a.searches, a.pages, coalesce(b.listings, 0) as listings, coalesce(b.hits, 0) as hits,
        coalesce(b."onlyHits", 0) as "onlyHits"
      from (select keyword, count(distinct (marketplace, territory, sort)) as searches, count(*) as pages
        from pages group by keyword) a
      left join (select keyword, count(*) as listings, count(hit) as hits,
        count(hit) filter (where keywords = 1) as "onlyHits" from found group by keyword) b on b.keyword = a.keyword
      order by hits desc, a.keyword`.execute(db)
    return rows
  },

  async titles(watch, limit) {
    const { rows } = await sql<{ title: string; isHit: boolean; spans: Span[] }>`
      select l.title, h.id is not null as "isHit",
        jsonb_path_query_array(s.findings, '$[*] ? (@.signal == "brand.obfuscated").span') as spans
      from scores s
      join listings l on l.marketplace = s.marketplace and l.id = s.listing_id
      left join hits h on h.watch_id = s.watch_id and h.marketplace = s.marketplace and h.listing_id = s.listing_id
        and ${stands}
      where s.watch_id = ${watch}
      order by s.scored_at desc, s.marketplace, s.listing_id limit ${limit}`.execute(db)
    return rows.map(({ title, isHit, spans }) => ({
      ...{ title, isHit },
      disguised: spans.filter(({ field }) => field === 'title').map(({ start, end }) => title.slice(start, end)),
    }))
  },
})
