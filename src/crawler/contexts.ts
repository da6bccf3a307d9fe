import type { Browser, BrowserContext, Frame, Page, Route } from 'playwright-core'
import type { Log } from '../telemetry/log.ts'
import { contextsMax, pagesPerContextMax } from './limits.ts'

/** Answers a request of the page; `isMain`: it is for the page's own document. */
export type Answer = (route: Route, isMain: boolean) => Promise<void>

type Held = { context: Promise<BrowserContext>; answers: Map<Page, Answer>; pages: number; open: number }

/** The browser's parts, one a jar: cookies, storage and cache of one watch, which no other ever sees. */
export type Contexts = {
  /** Has a page of the jar's, closed after use; `null` is nobody's jar, and is gone with the page. */
  withPage<T>(jar: string | null, use: (page: Page, answerBy: (answer: Answer) => void) => Promise<T>): Promise<T>
  /** Drops every jar whose name begins so; pages that are open in one are let to their end. */
  retire(beginning: string): void
}

export function openContexts(browser: Browser, agent: string, log: Log): Contexts {
  const held = new Map<string, Held>()
  let unnamed = 0

  const make = (): Held => {
    const answers = new Map<Page, Answer>()
    return { context: newContext(browser, agent, answers, log), answers, pages: 0, open: 0 }
  }
  const take = (key: string): Held => {
    const entry = held.get(key) ?? make()
    entry.open++
    // Last in the map is the one that was asked for last.
    held.delete(key)
    if (++entry.pages < pagesPerContextMax && !key.startsWith(nobodys)) held.set(key, entry)
    const idle = [...held].filter(([, each]) => each.open === 0).slice(0, Math.max(0, held.size - contextsMax))
    for (const [oldest, each] of idle) {
      held.delete(oldest)
      void closed(each, log)
    }
    return entry
  }
  const giveBack = async (key: string, entry: Held): Promise<void> => {
    entry.open--
    if (held.get(key) !== entry && entry.open === 0) await closed(entry, log)
  }

  return {
    withPage: async (jar, use) => {
      const key = jar === null ? `${nobodys}${++unnamed}` : `of ${jar}`
      const entry = take(key)
      try {
        const page = await (await entry.context).newPage()
        try {
          return await use(page, (answer) => entry.answers.set(page, answer))
        } finally {
          entry.answers.delete(page)
          await page.close()
        }
      } finally {
        await giveBack(key, entry)
      }
    },
    retire: (beginning) => {
      const met = [...held].filter(([key]) => key.startsWith(`of ${beginning}`))
      for (const [key, entry] of met) {
        held.delete(key)
        if (entry.open === 0) void closed(entry, log)
      }
    },
  }
}

const nobodys = 'nobody, '

async function newContext(
  browser: Browser,
  userAgent: string,
  answers: ReadonlyMap<Page, Answer>,
  log: Log,
): Promise<BrowserContext> {
  const context = await browser.newContext({ userAgent, acceptDownloads: false, serviceWorkers: 'block' })
  const whileLeaving = (error: unknown): void => log.debug({ err: error }, 'a page of the browser was gone already')
  await context.route('**/*', (route) => answered(route, answers).catch(whileLeaving))
  context.on('page', (page) => {
    page.on('dialog', (dialog) => void dialog.dismiss().catch(whileLeaving))
    // One that a page opened by itself: an advertisement, or a way around the rules for this one.
    page.on('popup', (popup) => void popup.close().catch(whileLeaving))
  })
  return context
}

async function answered(route: Route, answers: ReadonlyMap<Page, Answer>): Promise<void> {
  const frame = frameOf(route)
  const answer = frame ? answers.get(frame.page()) : undefined
  if (!frame || !answer) return route.abort('blockedbyclient')
  await answer(route, route.request().isNavigationRequest() && frame.parentFrame() === null)
}

function frameOf(route: Route): Frame | null {
  try {
    return route.request().frame()
  } catch {
    // A popup's first request comes before its page, and a worker's has none: nobody is there to answer it.
    return null
  }
}

async function closed({ context }: Held, log: Log): Promise<void> {
  try {
    await (await context).close()
  } catch (error) {
    log.debug({ err: error }, 'a part of the browser was gone already')
  }
}
