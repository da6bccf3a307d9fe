import { fromBase64, toBase64 } from '../base64.ts'
import { Malformed } from '../malformed.ts'
import { type NoteSigner, readNote, type SignedNote, signNote, utf8 } from './signed-note.ts'

/** The head of a log of `size` entries (C2SP tlog-checkpoint). */
export type Checkpoint = { origin: string; size: number; root: Buffer; note: SignedNote }

const checkpointBody = (origin: string, size: number, root: Buffer): string => `${origin}\n${size}\n${toBase64(root)}\n`

export const signCheckpoint = (
  head: { origin: string; size: number; root: Buffer },
  signers: readonly NoteSigner[],
): string => signNote(checkpointBody(head.origin, head.size, head.root), signers)

/** @throws Malformed */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const note = readNote(bytes)
  const [origin, size, root, ...more] = note.body.slice(0, -1).split('\n')
  if (!origin || !root || more.length > 0 || !size || !/^(0|[1-9]\d{0,15})$/.test(size)) {
    throw new Malformed('not a checkpoint of three lines')
  }
  const hash = fromBase64(root)
  if (hash.length !== 32) throw new Malformed('root is not 32 bytes')
  return { origin, size: Number(size), root: hash, note }
}

/** A proof never has more hashes than a tree has levels. */
const proofHashesMax = 63

const hashLines = (hashes: readonly Buffer[]): string => hashes.map((each) => `${toBase64(each)}\n`).join('')

/** @throws Malformed */
function readHashes(lines: readonly string[]): Buffer[] {
  const hashes = lines.map(fromBase64)
  if (hashes.length > proofHashesMax || hashes.some(({ length }) => length !== 32)) {
    throw new Malformed('a proof line is not 32 bytes')
  }
  return hashes
}

/** C2SP tlog-proof of one entry against a signed head. */
export const inclusionText = (index: number, hashes: readonly Buffer[], head: string): string =>
  `c2sp.org/tlog-proof@v1\nindex ${index}\n${hashLines(hashes)}\n${head}`

/** The body of a C2SP add-checkpoint: from an old size to a signed head. */
export const consistencyText = (old: number, hashes: readonly Buffer[], head: string): string =>
  `old ${old}\n${hashLines(hashes)}\n${head}`

type ProofText = { hashes: Buffer[]; head: Buffer }

/** @throws Malformed when it is no proof of this index */
export function readInclusion(bytes: Uint8Array, index: number): ProofText {
  const { lines, head } = parted(bytes, 'not a C2SP tlog-proof')
  if (lines[0] !== 'c2sp.org/tlog-proof@v1') throw new Malformed('not a C2SP tlog-proof')
  const rest = lines[1]?.startsWith('extra ') ? lines.slice(2) : lines.slice(1)
  if (rest[0] !== `index ${index}`) throw new Malformed(`is not the proof of index ${index}, but "${rest[0] ?? ''}"`)
  return { hashes: readHashes(rest.slice(1)), head }
}

/** @throws Malformed when it is no proof from this size */
export function readConsistency(bytes: Uint8Array, old: number): ProofText {
  const { lines, head } = parted(bytes, `is not a proof from size ${old}`)
  if (lines[0] !== `old ${old}`) throw new Malformed(`is not a proof from size ${old}`)
  return { hashes: readHashes(lines.slice(1)), head }
}

function parted(bytes: Uint8Array, otherwise: string): { lines: string[]; head: Buffer } {
  const text = utf8(bytes)
  const cut = text.indexOf('\n\n')
  if (cut < 0) throw new Malformed(otherwise)
  return { lines: text.slice(0, cut).split('\n'), head: Buffer.from(text.slice(cut + 2)) }
}
