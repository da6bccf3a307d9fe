// By hand, `node dist/bench/large-log.js`: an evidence log of ten million entries, written by the database itself; its
// proofs, which must lead to the root, and what it takes to append to it.
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { readSettings } from '../config/settings.ts'
import { openGround } from '../src/app/ground.ts'
import { rootFromInclusion } from '../src/evidence/tree/check-proof.ts'
import { appended, emptyFrontier, type Frontier, leafHash, rootOf } from '../src/evidence/tree/merkle.ts'
import { keptLevelStep } from '../src/store/evidence/log-append.ts'

const entries = Number(process.argv[2] ?? 10_000_000)
const proofs = 300
const batches = 20
const atOnce = 1_000
const nodesAtOnce = 20_000
const at = '2026-11-30T09:00:05.123Z'

const dataFolder = await mkdtemp(join(tmpdir(), 'morgiana-bench-large-log-'))
const reading = readSettings({ MORGIANA_DATA: dataFolder, PATH: process.env['PATH'] })
if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
const ground = await openGround(reading.settings, 'guest')
const { evidenceLog } = ground.store
await evidenceLog.begin('bench.example/log', 'machine-bench')
const client = new pg.Client({ connectionString: ground.database.url })
await client.connect()

/** As the database writes it, see `fill`. */
const bodyOf = (index: number): string => {
  const id = `ev-${String(index).padStart(12, '0')}`
  const hash = String(index).padStart(64, '0')
  return `{"format":"morgiana-entry/1","type":"event","at":"${at}","subject":"${id}","record":"events/${id}.json","sha256":"${hash}","stamp":null}`
}
const id = `'ev-' || lpad(n::text, 12, '0')`
const fill = `
  insert into evidence_log (index, type, subject, body)
  select n, 'event', ${id}, '{"format":"morgiana-entry/1","type":"event","at":"${at}","subject":"' || ${id} ||
    '","record":"events/' || ${id} || '.json","sha256":"' || lpad(n::text, 64, '0') || '","stamp":null}'
  from generate_series(0, ${entries - 1}) n`

async function fillNodes(): Promise<Frontier> {
  let frontier = emptyFrontier
  let kept: { level: number; index: number; hash: Buffer }[] = []
  const write = async (): Promise<void> => {
    const columns = [kept.map(({ level }) => level), kept.map(({ index }) => index), kept.map(({ hash }) => hash)]
    await client.query(
      'insert into evidence_nodes (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])',
      columns,
    )
    kept = []
  }
  for (let index = 0; index < entries; index++) {
    const next = appended(frontier, leafHash(Buffer.from(bodyOf(index))))
    frontier = next.frontier
    for (const node of next.completed) if (node.level > 0 && node.level % keptLevelStep === 0) kept.push(node)
    if (kept.length >= nodesAtOnce) await write()
  }
  await write()
  return frontier
}

await client.query(fill)
const frontier = await fillNodes()
await client.query('update evidence_tip set size = $1, frontier = $2, last_at = now()', [
  entries,
  Buffer.concat(frontier.hashes),
])
await client.query('vacuum analyze evidence_log, evidence_nodes')
const root = rootOf(frontier)
const times: number[] = []
for (let n = 0; n < proofs; n++) {
  const index = (n * 7_919_993) % entries
  const startedAt = performance.now()
  const [proof] = await evidenceLog.inclusion([index], entries)
  times.push(performance.now() - startedAt)
  const leaf = leafHash(Buffer.from(bodyOf(index)))
  if (!proof || !rootFromInclusion(index, entries, leaf, proof)?.equals(root)) throw new Error(`no proof of ${index}`)
}
times.sort((a, b) => a - b)
let count = 0
const entry = () => {
  const id = `ev-new-${String(count++).padStart(12, '0')}`
  return { type: 'event' as const, subject: id, record: `events/${id}.json`, sha256: id.slice(-12).padStart(64, '0') }
}
const startedAt = performance.now()
for (let n = 0; n < batches; n++) await evidenceLog.append(Array.from({ length: atOnce }, entry), new Date())
console.log(
  JSON.stringify({
    entries,
    'ms a proof, median': times[Math.floor(proofs / 2)],
    'ms a proof, 95 of 100': times[Math.floor(proofs * 0.95)],
    'appends a second': (batches * atOnce * 1_000) / (performance.now() - startedAt),
    'load of the machine': loadavg()[0],
  }),
)
await client.end()
await ground.close()
await rm(dataFolder, { recursive: true, force: true })
