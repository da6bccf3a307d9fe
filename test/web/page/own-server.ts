import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export type Asked = { line: string; body: unknown }
/** A status and a body; text is sent as it stands, a half answer breaks off. */
export type Answer = { status?: number; body?: unknown; isCutOff?: true }

/** A loopback server that a page's own code asks as a browser does, by paths alone. */
export async function ownServer(answer: (asked: Asked) => Answer | Promise<Answer>) {
  const asked: Asked[] = []
  const server = createServer(async (request: IncomingMessage, response) => {
    // A post without a body says all in its path.
    const body = request.method === 'POST' ? await json(request).catch(() => undefined) : undefined
    const one = { line: `${request.method} ${request.url}`, body }
    asked.push(one)
    const { status = 200, body: said = {}, isCutOff } = await answer(one)
    const text = typeof said === 'string' ? said : JSON.stringify(said)
    if (status === 204) return response.writeHead(204).end()
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': text.length + (isCutOff ? 9 : 0),
    })
    if (!isCutOff) return response.end(text)
    return response.write(text, () => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { fetch } = globalThis
  globalThis.fetch = (path, init) => fetch(new URL(String(path), origin), init)
  const close = async () => {
    if (!server.listening) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  onTestFinished(async () => {
    globalThis.fetch = fetch
    await close()
  })
  return { asked, close }
}
