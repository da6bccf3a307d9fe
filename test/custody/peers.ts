import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { readCheckpoint } from '../../src/evidence/log/checkpoint.ts'
import { signatureBy } from '../../src/evidence/log/signed-note.ts'
import { rawPublicKey, type VerifierKey, verifierKey, vkeyText } from '../../src/evidence/log/verifier-key.ts'
import { isConsistent } from '../../src/evidence/tree/check-proof.ts'

const portOf = (server: Server): number => (server.address() as AddressInfo).port
const listening = (server: Server): Promise<void> => new Promise((done) => server.listen(0, '127.0.0.1', done))

/** A mail server that takes one name and password, and keeps what it is sent. */
export async function mailPeer(password: string) {
  const mails: { from: string; to: string[]; text: string }[] = []
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket)
    let [from, text, isData, isKnown]: [string, string, boolean, boolean] = ['', '', false, false]
    let to: string[] = []
    let rest = ''
    const say = (line: string) => socket.write(`${line}\r\n`)
    const command = (line: string): void => {
      const word = line.slice(0, 4).toUpperCase()
      if (word === 'EHLO') say('250-mail.test\r\n250 AUTH PLAIN')
      else if (word === 'AUTH') {
        isKnown = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString() === `\0morgiana\0${password}`
        say(isKnown ? '235 welcome' : '535 no')
      } else if (word === 'MAIL') [from, to] = [line, []]
      else if (word === 'RCPT') to.push(/<(.*)>/.exec(line)?.[1] ?? '')
      if (word === 'MAIL' || word === 'RCPT') say(isKnown ? '250 good' : '530 who are you')
      if (word === 'DATA') [isData, text] = [true, '']
      if (word === 'DATA') say('354 go on')
      if (word === 'QUIT') socket.end('221 bye\r\n')
    }
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (!isData) command(line)
        else if (line === '.') {
          isData = false
          mails.push({ from, to, text })
          say('250 kept')
        } else text += `${line.replace(/^\.\./, '.')}\n`
      }
    })
    socket.on('error', () => undefined) // whoever hangs up is gone
    say('220 mail.test ESMTP')
  })
  await listening(server)
  return {
    mails,
    url: (as: string) => `smtp://morgiana:${as}@127.0.0.1:${portOf(server)}`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

async function httpPeer(answer: (request: IncomingMessage, body: Buffer) => [status: number, body: string]) {
  const listener: RequestListener = async (request, response) => {
    const [status, body] = answer(request, await buffer(request))
    response.writeHead(status, { connection: 'close' }).end(body)
  }
  const server = createServer(listener)
  await listening(server)
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => server.close() }
}

/** A receiver of webhooks, which answers as it is told and keeps what came. */
export async function webhookPeer() {
  const taken: { headers: IncomingMessage['headers']; body: string }[] = []
  let status = 204
  const peer = await httpPeer(({ headers }, body) => {
    if (status < 300) taken.push({ headers, body: body.toString() })
    return [status, '']
  })
  const answers = (next: number) => {
    status = next
  }
  return { ...peer, taken, answers }
}

/** A witness as C2SP tlog-witness has it: it signs a head once it has proved that its log goes on from the one before. */
export async function witnessPeer(logKey: () => VerifierKey) {
  const { privateKey } = generateKeyPairSync('ed25519')
  const key = verifierKey('witness.example', rawPublicKey(privateKey), 4)
  const seen: { size: number; root: Buffer }[] = []
  let isDown = false
  const peer = await httpPeer(({ url }, body) => {
    if (isDown || url !== '/log/add-checkpoint') return [isDown ? 503 : 404, '']
    const text = body.toString()
    const cut = text.indexOf('\n\n')
    const [first = '', ...hashes] = text.slice(0, cut).split('\n')
    const note = text.slice(cut + 2)
    const head = readCheckpoint(Buffer.from(note))
    if (signatureBy(head.note, logKey()) !== 'holds') return [403, '']
    const before = seen.at(-1)
    const old = Number(/^old (\d+)$/.exec(first)?.[1])
    if (old !== (before?.size ?? 0)) return [409, `${before?.size ?? 0}\n`]
    const proof = hashes.map((each) => Buffer.from(each, 'base64'))
    if (before && !isConsistent(before, head, proof)) return [422, '']
    seen.push(head)
    const time = Buffer.alloc(8)
    time.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1_000)))
    const message = `cosignature/v1\ntime ${time.readBigUInt64BE()}\n${head.note.body}`
    const signature = Buffer.concat([key.id, time, sign(null, Buffer.from(message), privateKey)])
    return [200, `— ${key.name} ${signature.toString('base64')}\n`]
  })
  const goDown = (down: boolean) => {
    isDown = down
  }
  return { ...peer, url: `${peer.url}/log/`, key, vkey: vkeyText(key), seen, goDown }
}
