import http from 'node:http'
import net, { type Server, type Socket } from 'node:net'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import type { Log } from '../../src/telemetry/log.ts'
import { type Listening, listen } from './loopback.ts'

export type ProxyBehaviour = {
  /** `name:password` that it wants. */
  credentials?: string
  /** Answered to every CONNECT in place of a tunnel. */
  status?: number
  /** It takes connections and says nothing. */
  silent?: boolean
  /** Where it really leads, whatever it is asked for: the internet in small. */
  leadsTo?: number
}

export type TestProxy = Listening & {
  /** What it was asked to connect to. */
  asked: string[]
  behaviour: ProxyBehaviour
}

/** A proxy that does CONNECT, as RFC 9110 §9.3.6 says, on 127.0.0.1 until the test ends. */
export async function aProxy(behaviour: ProxyBehaviour = {}, server: Server = http.createServer()): Promise<TestProxy> {
  const asked: string[] = []
  server.on('connect', (request: http.IncomingMessage, socket: Socket, head: Buffer) => {
    const target = request.url ?? ''
    asked.push(target)
    socket.on('error', () => undefined)
    const { credentials, status, silent, leadsTo } = proxy.behaviour
    if (silent) return
    const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`
    const refusal = wanted && request.headers['proxy-authorization'] !== wanted ? 407 : status
    if (refusal) {
      socket.end(`HTTP/1.1 ${refusal} No\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    const [, host = '', port = ''] = /^\[?([^\]]*)\]?:(\d+)$/.exec(target) ?? []
    const through = net.connect(leadsTo ?? Number(port), leadsTo ? '127.0.0.1' : host)
    through.on('error', () => socket.destroy())
    through.on('close', () => socket.destroy())
    socket.on('close', () => through.destroy())
    through.once('connect', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      through.write(head)
      socket.pipe(through).pipe(socket)
    })
  })
  const proxy: TestProxy = { ...(await listen(server)), asked, behaviour }
  return proxy
}

/** A log that is looked at. */
export function keptLog(): { log: Log; lines: () => Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = []
  const stream = new Writable({
    write: (chunk, _, done) => {
      lines.push(JSON.parse(`${chunk}`))
      done()
    },
  })
  return { log: pino({ level: 'debug' }, stream), lines: () => lines }
}
