import { parentPort } from 'node:worker_threads'
import { answerPages } from '../../src/reader/thread-messages.ts'
import { aMarketplace } from '../crawler/loopback.ts'

const held: string[][] = []

/** The program of a thread with a marketplace whose reader does what a page says: what only a mistake of a real one could. */
const readers: Readonly<Record<string, () => void>> = {
  '/without-end': () => {
    for (;;) held.length = 0
  },
  '/without-measure': () => {
    for (;;) held.push(Array.from({ length: 10_000 }, (_, at) => `${held.length} ${at}`))
  },
  '/mistake': () => {
    throw new RangeError('the reader has a mistake')
  },
  '/exit': () => process.exit(3),
}

if (parentPort)
  answerPages(parentPort, (id) =>
    aMarketplace({
      id,
      readSearch({ url }) {
        readers[new URL(url).pathname]?.()
        return { kind: 'empty', said: url }
      },
    }),
  )
