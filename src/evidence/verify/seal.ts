import { manifestText } from '../bundle/description.ts'
import { sha256 } from '../hash.ts'
import { holdsEd25519, isSameKey, readVkey, spkiOf } from '../log/verifier-key.ts'
import { Malformed } from '../malformed.ts'
import { fromPem } from '../pem.ts'
import { type BundleFiles, readFile } from './bundle-files.ts'
import type { Findings } from './findings.ts'
import { type Keys, logKeyFor } from './log-keys.ts'
import { verifyStamp } from './stamps.ts'
import type { Trust } from './trust.ts'

type Context = { files: BundleFiles; trust: Trust; roots: readonly Buffer[]; now: Date; findings: Findings }

/** The seal's text and stamp. @returns when it was sealed, in milliseconds; null when that is not known */
export async function checkSealStamp(context: Context): Promise<number | null> {
  const { files, findings } = context
  const tags = await readFile(files, 'tagmanifest-sha256.txt', findings)
  const text = await readFile(files, 'seal/seal.txt', findings)
  const stamp = await readFile(files, 'seal/tagmanifest.tsr', findings)
  if (!tags || !stamp) return null
  const named = [
    ['tagmanifest-sha256.txt', sha256(tags)],
    ['seal/tagmanifest.tsr', sha256(stamp)],
  ] as const
  const said = text?.toString('utf8')
  if (said !== undefined && said !== manifestText(named)) {
    findings.fault('seal/seal.txt', 'hash', 'does not name tagmanifest-sha256.txt and seal/tagmanifest.tsr as they are')
    for (const [path, hash] of named) {
      if (!said.includes(`${hash}  ${path}\n`))
        findings.fault(path, 'hash', `SHA-256 is ${hash}, seal/seal.txt says another`)
    }
  }
  return verifyStamp('seal/tagmanifest.tsr', stamp, tags, 'tagmanifest-sha256.txt', context)
}

/** The seal is signed by the log key in force, and the keys beside it are those of the log. */
export async function checkSealKeys(size: number, keys: Keys, { files, trust, findings }: Context): Promise<void> {
  const signature = await readFile(files, 'seal/seal.sig', findings)
  const text = (await readFile(files, 'seal/seal.txt', findings)) ?? Buffer.alloc(0)
  const inForce = logKeyFor(keys, size)
  if (signature && !(inForce && holdsEd25519(inForce.key.publicKey, signature, text))) {
    const says = `is not a signature of seal.txt by ${inForce?.id ?? 'any key'}, the log key in force`
    findings.fault('seal/seal.sig', 'signature', says)
  }
  if (inForce && trust.logKeys.length > 0) {
    const known = keys.log.filter(({ key }) => trust.logKeys.some((each) => isSameKey(each, key)))
    if (!known.some(({ index }) => index <= inForce.index)) {
      findings.fault('keys/log.vkey', 'key', 'the key of the seal does not follow from a trusted one')
    }
  }
  const pem = await files.get('keys/log.pem')?.read()
  const spki = pem && fromPem(pem.toString('utf8'), 'PUBLIC KEY')
  if (inForce && spki && !(spki.length === 1 && spki[0]?.equals(spkiOf(inForce.key.publicKey)))) {
    findings.fault('keys/log.pem', 'key', 'is not the log key in force')
  }
  const vkey = await files.get('keys/log.vkey')?.read()
  if (inForce && vkey) {
    try {
      if (!isSameKey(readVkey(vkey.toString('utf8')), inForce.key)) {
        findings.fault('keys/log.vkey', 'key', 'is not the log key in force')
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      findings.fault('keys/log.vkey', 'key', error.message)
    }
  }
  await checkWaczKeys(keys, files, findings)
}

async function checkWaczKeys(keys: Keys, files: BundleFiles, findings: Findings): Promise<void> {
  const known = /^keys\/(?:log\.pem|log\.vkey|tsa-ca\.pem|wacz-[a-z0-9-]+\.pem|witness\.vkey)$/
  for (const [path, file] of files) {
    if (!path.startsWith('keys/')) continue
    if (!known.test(path)) findings.fault(path, 'bag', 'does not belong into keys/')
    const [, id] = /^keys\/wacz-(.+)\.pem$/.exec(path) ?? []
    if (id === undefined) continue
    const [spki, ...more] = fromPem((await file.read()).toString('utf8'), 'PUBLIC KEY')
    const logged = keys.wacz.find((each) => each.id === id)
    if (!spki || more.length > 0 || !logged?.spki.equals(spki))
      findings.fault(path, 'key', 'is not a WACZ key of the log')
  }
}

/** The TSA roots to check with: those given, else the bundle's own, which are then held to the given ones. */
export async function rootsFor(files: BundleFiles, trust: Trust, findings: Findings): Promise<readonly Buffer[]> {
  const own = (await findings.guard('keys/tsa-ca.pem', () => files.get('keys/tsa-ca.pem')?.read())) ?? null
  const theirs = own ? fromPem(own.toString('utf8'), 'CERTIFICATE') : []
  if (!trust.roots) return theirs
  if (own && !theirs.some((each) => trust.roots?.some((root) => root.equals(each)))) {
    findings.fault('keys/tsa-ca.pem', 'key', 'no root of it is among the trusted ones')
  }
  return trust.roots
}
