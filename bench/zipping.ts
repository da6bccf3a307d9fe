// One process: a bundle of 2 GB is put into a zip; the most memory that it had.
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipFolder } from '../src/custody/write-bundle.ts'

const files = 40
const fileBytes = 50_000_000
const folder = await mkdtemp(join(tmpdir(), 'morgiana-bench-zip-'))
const names = Array.from({ length: files }, (_, at) => `part-${at}.bin`)
for (const name of names) await writeFile(join(folder, name), Buffer.alloc(fileBytes, name))
const startedAt = performance.now()
await zipFolder(folder, names, join(folder, 'bundle.zip'))
const seconds = (performance.now() - startedAt) / 1_000
const { size } = await stat(join(folder, 'bundle.zip'))
console.log(JSON.stringify({ GB: size / 1e9, seconds, 'MB at most': process.resourceUsage().maxRSS / 1_024 }))
await rm(folder, { recursive: true, force: true })
