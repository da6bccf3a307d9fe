import { type Dispatcher, request } from 'undici'

export type Answer = { status: number; type: string; body: Buffer }

const answerMsUnsaid = 10_000
const answerBytesMax = 64 * 1024

/**
 * One POST to a party that the operator named; redirects are not followed.
 * @param by which connections may be made; left out, all
 * @throws Error when there is no answer within `answerMs` (ten seconds), or one that is too long
 */
export async function post(
  url: string,
  body: Buffer,
  headers: Record<string, string>,
  { by, answerMs = answerMsUnsaid }: { by?: Dispatcher; answerMs?: number | undefined } = {},
): Promise<Answer> {
  const answer = await request(url, {
    method: 'POST',
    body,
    headers,
    signal: AbortSignal.timeout(answerMs),
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    ...(by && { dispatcher: by }),
  })
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > answerBytesMax) throw new Error('its answer is too long')
    chunks.push(chunk)
  }
  const type = answer.headers['content-type']
  return { status: answer.statusCode, type: String(type ?? ''), body: Buffer.concat(chunks) }
}
