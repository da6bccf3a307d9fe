import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../evidence/hash.ts'
import type { NoteSigner } from '../evidence/log/signed-note.ts'
import { rawPublicKey, verifierKey } from '../evidence/log/verifier-key.ts'
import type { WaczSigner } from '../evidence/wacz/pack-wacz.ts'

export type LogSigner = NoteSigner & { keyId: string }
export type PackageSigner = WaczSigner & { keyId: string }

/**
 * Private keys of the log and of captures, PKCS#8 PEM in `<folder>/<key id>.pem`, mode 600. They may also be put there
 * from outside before they are announced.
 */
export type SigningKeys = {
  newLogKey(origin: string): Promise<LogSigner>
  newPackageKey(): Promise<PackageSigner>
  /** @throws Error when the file is not there: without it nothing can be signed, and nothing may be made up */
  logKey(keyId: string, origin: string): Promise<LogSigner>
  packageKey(keyId: string): Promise<PackageSigner>
}

export function openSigningKeys(folder: string): SigningKeys {
  const save = async (keyId: string, key: KeyObject): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, `${keyId}.pem`)
    await writeFile(`${path}.part`, key.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' })
    await rename(`${path}.part`, path)
  }
  const load = async (keyId: string): Promise<KeyObject> => {
    const path = join(folder, `${keyId}.pem`)
    try {
      return createPrivateKey(await readFile(path))
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new Error(
        `the signing key ${path} cannot be read (${why}): put it back from the back-up, or rotate the key`,
      )
    }
  }
  return {
    newLogKey: async (origin) => {
      const signer = logSigner(generateKeyPairSync('ed25519').privateKey, origin)
      await save(signer.keyId, signer.privateKey)
      return signer
    },
    newPackageKey: async () => {
      const signer = packageSigner(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey)
      await save(signer.keyId, signer.privateKey)
      return signer
    },
    logKey: async (keyId, origin) => logSigner(await load(keyId), origin),
    packageKey: async (keyId) => packageSigner(await load(keyId)),
  }
}

function logSigner(privateKey: KeyObject, origin: string): LogSigner {
  const key = verifierKey(origin, rawPublicKey(createPublicKey(privateKey)))
  return { privateKey, key, keyId: key.id.toString('hex') }
}

function packageSigner(privateKey: KeyObject): PackageSigner {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return { privateKey, spki, keyId: sha256(spki).slice(0, 8) }
}
