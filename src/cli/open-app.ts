import type { App, openApp as open } from '../app/open-app.ts'

/** Opens the app, which is loaded here and not before: its crawler and queues cost a second that most verbs do not need. */
export const openApp = async (...parts: Parameters<typeof open>): Promise<App> => {
  const loaded = await import('../app/open-app.ts')
  return loaded.openApp(...parts)
}
