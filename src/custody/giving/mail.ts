import type { HeadTarget, HeadToGive } from './target.ts'

export type MailSettings = {
  /** smtp:// or smtps://, with name and password where the server wants them. */
  server: string
  from: string
  /** What stands in the mail about who sends it. */
  organisation: string
}

const answerMs = 15_000

/** One receiver of heads by e-mail: the note, and its stamp beside it, as attachments that are kept as they are. */
export function mailTarget(to: string, { server, from, organisation }: MailSettings): HeadTarget {
  return {
    name: `mail ${to}`,
    give: async (head) => {
      // Loaded only where mails are sent.
      const { createTransport } = await import('nodemailer')
      const url = new URL(server)
      const isSecure = url.protocol === 'smtps:'
      const transport = createTransport({
        ...{ host: url.hostname, port: Number(url.port) || (isSecure ? 465 : 587), secure: isSecure },
        // A password never goes over an open line, but on this machine.
        ...(url.username !== '' && {
          auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
          requireTLS: !isSecure && !/^(localhost|127\.\d+\.\d+\.\d+)$/.test(url.hostname),
        }),
        ...{ connectionTimeout: answerMs, greetingTimeout: answerMs, socketTimeout: answerMs },
        ...{ disableFileAccess: true, disableUrlAccess: true },
      })
      try {
        await transport.sendMail({ from, to, ...letter(head, organisation) })
      } finally {
        transport.close()
      }
    },
  }
}

function letter({ origin, size, note, stamp }: HeadToGive, organisation: string) {
  const name = `head-${size}.txt`
  return {
    subject: `Head of the evidence log ${origin}: ${size} entries`,
    text: `${organisation} keeps an evidence log that can only be added to. Attached is its signed head of ${size} entries${stamp ? ', and the time stamp of that head (RFC 3161)' : ''}.

Please keep both files as they are. Whoever has an old head can show whether anything before it was changed since:
put them into a folder and run "morgiana evidence verify FILE.zip --trust FOLDER" on a bundle that you are handed.

${note}`,
    attachments: [
      { filename: name, content: Buffer.from(note), contentType: 'application/octet-stream' },
      ...(stamp ? [{ filename: `${name}.tsr`, content: stamp, contentType: 'application/timestamp-reply' }] : []),
    ],
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
