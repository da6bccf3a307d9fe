import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { noTrust } from '../../src/evidence/verify/trust.ts'
import { bundledProgram } from '../bundled.ts'
import { openGround } from './ground.ts'

/** `EVIDENCE_KILLS=100` for as many as the format's threat model asks for. */
const kills = Number(process.env['EVIDENCE_KILLS'] ?? 8)

let ground: Awaited<ReturnType<typeof openGround>>
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

it(`a process that is killed while it keeps captures leaves whole ones only, ${kills} times`, async () => {
  const program = await bundledProgram('test/custody/keeping-process.ts')
  const said: string[] = []
  for (let round = 1; round <= kills; round += 1) {
    const child = spawn(process.execPath, [program, ground.database.url, ground.folder, String(round)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    const enough = said.length + 1 + (round % 3)
    for await (const id of createInterface({ input: child.stdout })) {
      said.push(id)
      // Somewhere in the middle of the next one: it is under way for some tens of milliseconds.
      if (said.length === enough) setTimeout(() => child.kill('SIGKILL'), (round * 13) % 60)
    }
    await ended
  }
  const kept = (await ground.store.captures.list({ limit: 10_000 })).map(({ id }) => id)
  expect(kept).toEqual(expect.arrayContaining(said))
  // Of those that nobody was told of, at most the last one of a process had been registered.
  expect(kept.length - said.length).toBeLessThanOrEqual(kills)
  const { faults, checked } = await ground.verify(null, noTrust)
  expect(faults).toEqual([])
  expect(checked.captures).toBe(kept.length)
  // What was half written lies where nothing looks, until it is cleared away.
  expect(readdirSync(join(ground.folder, 'vault')).every((name) => /^(incoming|[0-9a-f]{2})$/.test(name))).toBe(true)
}, 600_000)
