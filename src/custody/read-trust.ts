import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readVkey, type VerifierKey } from '../evidence/log/verifier-key.ts'
import { fromPem } from '../evidence/pem.ts'
import type { KnownHead, Trust } from '../evidence/verify/trust.ts'

/**
 * What a folder of things known from elsewhere holds: `log.vkey`, `witness.vkey`, `tsa-ca.pem`, `head*.txt` (+ `.tsr`).
 * @throws Malformed for a key that is none, Error for a folder that cannot be read
 */
export async function readTrust(folder: string): Promise<Trust> {
  const names = await readdir(folder)
  const keysIn = async (name: string): Promise<VerifierKey[]> =>
    names.includes(name)
      ? (await readFile(join(folder, name), 'utf8'))
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map(readVkey)
      : []
  const heads = names
    .filter((name) => /^head.*\.txt$/.test(name))
    .sort()
    .map(
      async (name): Promise<KnownHead> => ({
        name,
        bytes: await readFile(join(folder, name)),
        stamp: names.includes(`${name}.tsr`) ? await readFile(join(folder, `${name}.tsr`)) : null,
      }),
    )
  const logKeys = await keysIn('log.vkey')
  return {
    logKeys,
    witnesses: await keysIn('witness.vkey'),
    heads: await Promise.all(heads),
    roots: names.includes('tsa-ca.pem')
      ? fromPem(await readFile(join(folder, 'tsa-ca.pem'), 'utf8'), 'CERTIFICATE')
      : null,
    source: logKeys.length > 0 ? 'given' : 'bundle',
  }
}
