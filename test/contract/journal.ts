const deadlineMs = 20_000

/** What happened, in order; tests wait for the event they mean, with a deadline, never for time. */
export class Journal<T> {
  readonly entries: T[] = []
  readonly #waiting = new Set<() => void>()

  add(entry: T): void {
    this.entries.push(entry)
    for (const look of this.#waiting) look()
  }

  /** Resolves with all entries once `isEnough` holds. @throws with what has happened, when the deadline passes before */
  async until(isEnough: (entries: readonly T[]) => boolean, limitMs = deadlineMs): Promise<readonly T[]> {
    if (isEnough(this.entries)) return this.entries
    return await new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(look)
      }
      const look = (): void => {
        if (!isEnough(this.entries)) return
        end()
        resolve(this.entries)
      }
      const timer = setTimeout(() => {
        end()
        reject(new Error(`deadline passed; what happened so far: ${JSON.stringify(this.entries)}`))
      }, limitMs)
      this.#waiting.add(look)
    })
  }

  count(amount: number): Promise<readonly T[]> {
    return this.until((entries) => entries.length >= amount)
  }
}

/** A promise that a test settles by hand: a handler waits on it. */
export function gate(): { open: () => void; opened: Promise<void> } {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}
