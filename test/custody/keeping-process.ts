import { join } from 'node:path'
import { openKeeper } from '../../src/custody/open-keeper.ts'
import { openSigningKeys } from '../../src/custody/signing-keys.ts'
import { openTimeStamps } from '../../src/custody/time-stamps.ts'
import { openStore } from '../../src/store/open-store.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { openBlobs } from '../../src/vault/blobs.ts'
import { unsealed } from './ground.ts'

/** Keeps one made capture after the other until it is killed, and says the id of each that it was told is kept. */
const [, , url = '', folder = '', name = ''] = process.argv
const store = await openStore({ url, poolSize: 4 })
const log = openLog('silent')
const now = () => new Date()
const keeper = openKeeper({
  ...{ store, log, now },
  blobs: await openBlobs(join(folder, 'vault')),
  keys: openSigningKeys(join(folder, 'keys')),
  stamps: openTimeStamps({ urls: [], roots: [], log, now }),
  identity: { origin: 'brand.example/morgiana', machine: 'machine-1', organisation: 'Brand Example' },
  software: { name: 'morgiana', version: '0.1.0' },
  targets: [],
  witnesses: [],
  headFolder: join(folder, 'heads'),
})
await keeper.begin()
for (let made = 1; ; made += 1) {
  const id = `cap-${name}-${made}`
  await keeper.keepCapture(await unsealed(id, 'listing'))
  process.stdout.write(`${id}\n`)
}
