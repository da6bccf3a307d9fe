import { fromBase64 } from '../evidence/base64.ts'
import { consistencyText, inclusionText } from '../evidence/log/checkpoint.ts'
import { recordPath } from '../evidence/log/entry.ts'
import { readVkey, spkiOf, vkeyText } from '../evidence/log/verifier-key.ts'
import { toPem } from '../evidence/pem.ts'
import type { HeadRow } from '../store/evidence/evidence-store.ts'
import type { Content } from './bundle-content.ts'
import type { Head } from './keeper.ts'
import type { KeeperParts } from './keeper-parts.ts'

/** The bundle's part of the log: leaves with their proofs, heads with theirs, keys. */
export async function logContent(
  head: Head,
  subjects: { ids: readonly string[]; entries: readonly number[] },
  older: readonly HeadRow[],
  { store }: Pick<KeeperParts, 'store'>,
): Promise<{ content: Map<string, Content>; keys: string[] }> {
  const log = store.evidenceLog
  const content = new Map<string, Content>()
  const put = (path: string, text: string): void => void content.set(path, Buffer.from(text))
  const keys = (await log.keys()).filter(({ entry }) => entry < head.size)
  const leaves = [...(await log.leavesAt([...subjects.entries, ...keys.map(({ entry }) => entry)]))]
  const proofs = await log.inclusion(
    leaves.map(({ index }) => index),
    head.size,
  )
  for (const [at, { index, body }] of leaves.entries()) {
    put(`data/log/entries/${index}.json`, body)
    put(`data/log/proofs/${index}.tlog-proof`, inclusionText(index, proofs[at] ?? [], head.note))
  }
  put(`data/log/heads/${head.size}.txt`, head.note)
  for (const { size, note, stamp } of older) {
    put(`data/log/heads/${size}.txt`, note)
    if (stamp) content.set(`data/log/heads/${size}.txt.tsr`, { sha256: stamp.sha256 })
    put(`data/log/consistency/${size}.txt`, consistencyText(size, await log.consistency(size, head.size), head.note))
  }
  for (const { id, purpose, key, recordSha256 } of keys) {
    content.set(`data/${recordPath.key(id)}`, { sha256: recordSha256 })
    if (purpose === 'wacz') put(`keys/wacz-${id}.pem`, toPem(fromBase64(key), 'PUBLIC KEY'))
  }
  const inForce = readVkey(head.key)
  put('keys/log.vkey', `${vkeyText(inForce)}\n`)
  put('keys/log.pem', toPem(spkiOf(inForce.publicKey), 'PUBLIC KEY'))
  return { content, keys: keys.map(({ id }) => id) }
}
