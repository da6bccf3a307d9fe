import { randomBytes } from 'node:crypto'
import type { ClockReading } from '../evidence/capture/record.ts'
import { checkStamp } from '../evidence/stamp/check-stamp.ts'
import { stampRequest } from '../evidence/stamp/request.ts'
import { post } from './post.ts'

/** A stamp that was checked when it came. `response`: the whole of it, which is what is kept. */
export type Stamp = { response: Buffer; at: Date; tsa: string }

/** Time-stamp authorities, asked in their order until one answers. */
export type TimeStamps = {
  /** Whether one is set at all; without, captures stay unstamped. */
  isSet: boolean
  /** DER of the roots that stamps are checked with. */
  roots: readonly Buffer[]
  /** @returns null when none answers as it should; why is in the log */
  stamp(data: Uint8Array): Promise<Stamp | null>
  /** What an authority's clock said lately, beside ours; null when none was asked within ten minutes. */
  clock(): ClockReading | null
}

type Parts = {
  urls: readonly string[]
  roots: readonly Buffer[]
  log: { warn(what: { tsa: string; why: string }, says: string): void }
  now: () => Date
  /** How long each may take; ten seconds where it is not said. */
  answerMs?: number
}

/** What a verifier allows a stamp to be before what it stamps (EVIDENCE: genTime from 10 s before), and after our clock. */
const earlyMs = 10_000
const aheadMs = 300_000

const clockForMs = 540_000

export function openTimeStamps({ urls, roots, log, now, answerMs }: Parts): TimeStamps {
  let lately: { reading: ClockReading; at: number } | null = null
  const askOne = async (url: string, data: Uint8Array): Promise<Stamp> => {
    const nonce = randomBytes(8)
    const sentAt = now()
    const response = await answerOf(url, stampRequest(data, nonce), answerMs)
    const cameAt = now()
    const { fault, genTime, tsa } = await checkStamp(response, data, roots, nonce)
    if (fault !== null) throw new Error(fault)
    if (genTime < sentAt.getTime() - earlyMs || genTime > cameAt.getTime() + aheadMs) {
      throw new Error(`its clock says ${new Date(genTime).toISOString()}, ours ${cameAt.toISOString()}`)
    }
    const middle = (sentAt.getTime() + cameAt.getTime()) / 2
    const reading = {
      ...{ source: 'tsa' as const, peer: new URL(url).host, at: cameAt.toISOString() },
      // Its times are often whole seconds.
      ...{
        offsetMs: Math.round(genTime - middle),
        uncertaintyMs: Math.round((cameAt.getTime() - sentAt.getTime()) / 2) + 1_000,
      },
    }
    lately = { reading, at: cameAt.getTime() }
    return { response, at: new Date(genTime), tsa }
  }
  return {
    isSet: urls.length > 0,
    roots,
    stamp: async (data) => {
      for (const url of urls) {
        try {
          return await askOne(url, data)
        } catch (error) {
          log.warn({ tsa: new URL(url).host, why: String(error) }, 'a time-stamp authority did not stamp')
        }
      }
      return null
    },
    clock: () => (lately && now().getTime() - lately.at < clockForMs ? lately.reading : null),
  }
}

async function answerOf(url: string, body: Buffer, answerMs?: number): Promise<Buffer> {
  const answer = await post(url, body, { 'content-type': 'application/timestamp-query' }, { answerMs })
  if (answer.status !== 200) throw new Error(`it answers ${answer.status}`)
  return answer.body
}
