import type { Dispatcher } from 'undici'
import { consistencyText } from '../../evidence/log/checkpoint.ts'
import { readNote, signatureBy, utf8 } from '../../evidence/log/signed-note.ts'
import type { VerifierKey } from '../../evidence/log/verifier-key.ts'
import { type Answer, post } from '../post.ts'
import type { HeadToGive, ProofFrom, Witness } from './target.ts'

type Parts = { key: VerifierKey; url: string; by: Dispatcher }

/** A witness by HTTP (C2SP tlog-witness): `add-checkpoint` under the address, whose answer is a cosignature. */
export function httpWitness({ key, url, by }: Parts): Witness {
  const address = `${url.replace(/\/$/, '')}/add-checkpoint`
  const ask = async ({ size, note }: Asked, old: number, proof: ProofFrom): Promise<Answer> => {
    const hashes = old === 0 || old === size ? [] : await proof(old)
    return post(address, Buffer.from(consistencyText(old, hashes, note)), { 'content-type': 'text/plain' }, { by })
  }
  return {
    name: `witness ${key.name}`,
    cosign: async (head, seen, proof) => {
      let answer = await ask(head, Math.min(seen, head.size), proof)
      if (answer.status === 409) {
        const known = sizeOf(answer)
        if (known > head.size) {
          const says = `it has seen ${known} entries, this head has ${head.size}`
          throw new Error(
            `${says}: a newer one is there already, or the log was cut off or put back from an old back-up`,
          )
        }
        answer = await ask(head, known, proof)
      }
      if (answer.status !== 200) throw new Error(refusal(answer))
      const note = `${head.note}${ownLines(answer, key)}`
      if (signatureBy(readNote(Buffer.from(note)), key) !== 'holds') {
        throw new Error('its cosignature does not hold under its key')
      }
      return note
    },
  }
}

type Asked = Pick<HeadToGive, 'size' | 'note'>

/** 409 says how many entries the witness has seen. */
function sizeOf({ body }: Answer): number {
  const [, size] = /^(0|[1-9]\d{0,15})\n?$/.exec(utf8(body)) ?? []
  if (size === undefined) throw new Error('it answers 409 without saying how many entries it has seen')
  return Number(size)
}

const reasons: Readonly<Record<number, string>> = {
  403: 'it does not know the key of this log (403)',
  404: 'it does not know this log (404)',
  409: 'it has seen another number of entries than it said (409)',
  422: 'it does not take the proof: this log is not the one that it has seen before (422)',
}
const refusal = ({ status }: Answer): string => reasons[status] ?? `it answers ${status}`

const linesMax = 16

/** Lines of this witness alone: what else comes is not asked for. */
function ownLines({ body }: Answer, { name, id }: VerifierKey): string {
  const lines = utf8(body).split('\n').slice(0, linesMax)
  const own = lines.filter((line) => {
    const [, signer, encoded] = /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
    return signer === name && encoded !== undefined && Buffer.from(encoded, 'base64').subarray(0, 4).equals(id)
  })
  if (own.length === 0) throw new Error('there is no cosignature of it in its answer')
  return own.map((line) => `${line}\n`).join('')
}
