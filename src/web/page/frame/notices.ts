import { cell } from '../review/cell.ts'

export type Notice = { tone: 'plain' | 'bad'; text: string }
type Shown = Notice & { id: number }

const shownMax = 3
const shownForMs = 9_000
let last = 0

/** Short sentences that come and go at the foot of the page; they are spoken too. */
export const shown = cell<readonly Shown[]>([])

export const notices = {
  add(notice: Notice): void {
    const id = ++last
    shown.set([...shown.get(), { ...notice, id }].slice(-shownMax))
    setTimeout(() => notices.remove(id), shownForMs)
  },
  remove(id: number): void {
    if (shown.get().some((one) => one.id === id)) shown.set(shown.get().filter((one) => one.id !== id))
  },
}
