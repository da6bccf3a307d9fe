import { decodedBody } from '../warc/decode-body.ts'
import { headerOf } from '../warc/http-exchange.ts'
import { httpMessage, readWarc } from '../warc/read-warc.ts'

/** What a capture's traffic holds under an address: its body unpacked, and the type that its header says. */
export type SeenAnswer = { type: string; body: Buffer }

/** Answers that came with a body and a good status, by address without fragment. */
export function seenAnswers(warc: Buffer): Map<string, SeenAnswer> {
  const answers = new Map<string, SeenAnswer>()
  for (const { headers, block } of readWarc(warc).records) {
    const url = headers.get('warc-target-uri')
    if (headers.get('warc-type') !== 'response' || url === undefined) continue
    const { first, headers: own, body } = httpMessage(block)
    if (!/^HTTP\/\S+ 2\d\d/.test(first)) continue
    const unpacked = decodedBody(own, body)
    const type = (headerOf(own, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
    if (unpacked) answers.set(url.split('#', 1)[0] ?? url, { type, body: unpacked })
  }
  return answers
}
