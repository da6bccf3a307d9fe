import { createInterface } from 'node:readline/promises'
import type { Io } from './verb.ts'

type Stream = NodeJS.WriteStream

/**
 * The process's own streams and signals. The first SIGINT or SIGTERM asks the verb to stop, the second ends the process.
 * A reader that goes away (`morgiana hits | head`) ends the output quietly; the verb is asked to stop.
 */
export function processIo(process: NodeJS.Process): Io {
  const stop = new AbortController()
  let signals = 0
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      signals++
      if (signals > 1) process.exit(130)
      stop.abort(signal)
    })
  }
  return {
    out: lineWriter(process.stdout, stop),
    err: lineWriter(process.stderr, stop),
    ...(process.stdin.isTTY ? { ask: (question: string) => ask(process, question, stop) } : {}),
    isTerminal: process.stdout.isTTY === true && process.stderr.isTTY === true,
    interrupted: stop.signal,
  }
}

function lineWriter(stream: Stream, stop: AbortController): (line: string) => void {
  let isOpen = true
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    isOpen = false
    stop.abort('EPIPE')
  })
  return (line) => {
    if (isOpen) stream.write(`${line}\n`)
  }
}

/** One line from the person at the terminal; `null` when they end the input (Ctrl-D) or stop (Ctrl-C). */
async function ask(process: NodeJS.Process, question: string, stop: AbortController): Promise<string | null> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await new Promise((resolve, reject) => {
      terminal.on('SIGINT', () => stop.abort('SIGINT')) // the terminal is raw meanwhile: no signal is sent
      stop.signal.addEventListener('abort', () => resolve(null), { once: true })
      terminal.on('close', () => resolve(null))
      terminal.question(question).then(resolve, reject)
    })
  } finally {
    terminal.close()
  }
}

/** Resolves when everything written has left the process, or can no longer. */
export async function flushed(...streams: readonly Stream[]): Promise<void> {
  await Promise.all(
    streams.map(
      (stream) => new Promise<void>((resolve) => (stream.writable ? stream.write('', () => resolve()) : resolve())),
    ),
  )
}
