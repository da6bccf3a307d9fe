import type { MessagePort } from 'node:worker_threads'
import { readAtOnce } from '../marketplaces/read-at-once.ts'
import type { Marketplace } from '../model/marketplace.ts'
import type { Page } from '../model/page.ts'
import type { Outcomes } from '../model/read-page.ts'

/** A page for the thread. A marketplace is made of functions, which go to no thread: it is known there by its id. */
export type Question = { marketplace: string; reader: keyof Outcomes; page: Page }
type Answer = { kind: 'read'; outcome: Outcomes[keyof Outcomes] } | { kind: 'threw'; error: unknown }

/** What the thread says: that it has started, then what became of each page. */
export type ThreadMessage = { kind: 'ready' } | Answer

/** The thread's side: one page after the other, each with its answer. */
export function answerPages(port: MessagePort, marketplaceOf: (id: string) => Marketplace): void {
  const answer = ({ marketplace, reader, page }: Question): Answer => {
    try {
      return { kind: 'read', outcome: readAtOnce(marketplaceOf(marketplace), reader, page) }
    } catch (error) {
      return { kind: 'threw', error }
    }
  }
  port.postMessage({ kind: 'ready' } satisfies ThreadMessage)
  port.on('message', (question: Question) => port.postMessage(answer(question)))
}
