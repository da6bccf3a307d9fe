import { query } from '../database.ts'

/**
 * Puts `count` hits into a migrated store that has the watch halvard, past the store because it is quicker: every fourth
 * decided, ranks with doubles, listings of three marketplaces, sellers "shop 0" to "shop 99".
 */
export async function addManyHits(url: string, count: number): Promise<void> {
  const statements = [
    `insert into runs (id, watch_id, trigger, planned_at) values ('many', 'halvard', 'scan', '2026-11-01T06:00Z')`,
    `create temporary table n as select i, (array['bazaar', 'ebay', 'amazon'])[i % 3 + 1] as marketplace, 'l' || i as id,
      round(((i * 7919) % 1000)::numeric / 100, 2)::float8 as rank from generate_series(1, ${count}) i`,
    `insert into listings (marketplace, id, title, data, seen_run, seen_in, first_seen_at, last_seen_at)
      select marketplace, id, 'Shoe ' || i, jsonb_build_object('marketplace', marketplace, 'id', id, 'url', 'http://x/' || i,
        'title', 'Shoe ' || i, 'price', null, 'seller', jsonb_build_object('name', 'Shop ' || i % 100), 'images', '[]'::jsonb),
        'many', '', now(), now() from n`,
    `insert into scores (watch_id, marketplace, listing_id, score, verdict, findings, matcher, run_id, scored_at)
      select 'halvard', marketplace, id, rank / 10, 'suspect', '[]', 'm1', 'many', now() from n`,
    `insert into hits (id, watch_id, marketplace, listing_id, run_id, score, rank, text, state, verdict, found_at)
      select md5(i::text), 'halvard', marketplace, id, 'many', rank / 10, rank, 'shoe ' || i || chr(10) || 'shop ' || i % 100,
        case when i % 4 = 0 then 'decided' else 'open' end, case when i % 4 = 0 then 'allowed' end,
        '2026-11-01T06:00Z'::timestamptz + i % 10 * interval '1 day' from n`,
    'analyze listings, scores, hits, runs, watches',
  ]
  await query(url, statements.join(';\n'))
}
