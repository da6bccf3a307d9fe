import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { exportBundle } from '../../src/custody/export-bundle.ts'
import type { UnsealedCapture } from '../../src/custody/keeper.ts'
import type { KeeperParts } from '../../src/custody/keeper-parts.ts'
import { openLaw } from '../../src/custody/law/open-law.ts'
import { openKeeper } from '../../src/custody/open-keeper.ts'
import { openPurchases } from '../../src/custody/purchases/open-purchases.ts'
import { reportMaker } from '../../src/custody/report.ts'
import { openSigningKeys } from '../../src/custody/signing-keys.ts'
import { openTimeStamps } from '../../src/custody/time-stamps.ts'
import { verifyLog, verifyOwn } from '../../src/custody/verify-own.ts'
import { fromPem } from '../../src/evidence/pem.ts'
import type { Trust } from '../../src/evidence/verify/trust.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { openBlobs } from '../../src/vault/blobs.ts'
import { madeCapture, waczSigner } from '../evidence/made-capture.ts'
import { testAuthority } from '../evidence/test-authority.ts'
import { testDatabase } from '../store/database.ts'

export const dana = { name: 'Dana Weiss', role: 'legal', organisation: 'Brand Example' }
export const eve = { name: 'Eve Xaminer', role: 'examiner', organisation: 'Brand Example' }

/** A time-stamp authority behind HTTP on loopback; real stamps, by openssl. */
export async function authorityServer() {
  const authority = testAuthority()
  let isDown = false
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    if (isDown) response.writeHead(503).end()
    else response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(authority.answer(body))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    roots: fromPem(authority.root, 'CERTIFICATE'),
    rootPem: authority.root,
    goDown: (down: boolean) => {
      isDown = down
    },
    close: () => {
      server.close()
      authority.close()
    },
  }
}

type Outside = Pick<KeeperParts, 'targets' | 'witnesses'>

/** A keeper on a database, a vault and an authority of its own. */
export async function openGround({ targets = [], witnesses = [] }: Partial<Outside> = {}) {
  const database = await testDatabase()
  await migrate(database.url)
  const store = await openStore({ url: database.url, poolSize: 4 })
  const folder = mkdtempSync(join(tmpdir(), 'custody-'))
  const authority = await authorityServer()
  const log = openLog('silent')
  const blobs = await openBlobs(join(folder, 'vault'))
  const keys = openSigningKeys(join(folder, 'keys'))
  const stamps = openTimeStamps({ urls: [authority.url], roots: authority.roots, log, now: () => new Date() })
  const identity = { origin: 'brand.example/morgiana', machine: 'machine-1', organisation: 'Brand Example' }
  const software = { name: 'morgiana', version: '0.1.0' }
  const headFolder = join(folder, 'heads')
  const outside = { targets, witnesses, headFolder }
  const parts = { store, blobs, keys, stamps, identity, software, ...outside, log, now: () => new Date() }
  const keeper = openKeeper(parts)
  const report = async () => Buffer.from(`%PDF-1.4\n${'% a report\n'.repeat(60)}%%EOF\n`)
  return {
    ...{ database, store, blobs, folder, headFolder, authority, keeper, keys },
    parts,
    law: openLaw({ ...parts, keeper }),
    purchases: openPurchases({ ...parts, keeper }),
    verify: (only: string | null, trust: Trust) => verifyOwn(only, trust, parts),
    verifyLog: () => verifyLog(parts),
    /** @param print makes the report's PDF, where it is to be a real one */
    export: (ids: string[], to: string, print?: (html: string) => Promise<Buffer>) =>
      exportBundle(
        { ids, to, purpose: 'case 7', by: dana, recipient: 'the court', unstamped: false },
        { ...parts, keeper, report: print ? reportMaker(parts, print) : report },
      ),
    close: async () => {
      await store.close()
      await database.stop()
      authority.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Ground = Awaited<ReturnType<typeof openGround>>

/** What a capture stage would hand over, a few seconds ago. */
export async function unsealed(
  id: string,
  kind: 'listing' | 'seller' | 'search' | 'refused',
): Promise<UnsealedCapture> {
  const { record, files } = await madeCapture({ id, kind, start: Date.now() - 6_000 }, waczSigner())
  const { format: _, operator: __, wacz: ___, parts: ____, ...rest } = record
  return { record: rest, files: new Map([...files].map(([path, bytes]) => [path, { bytes, type: 'text/plain' }])) }
}
