import type { LeftOutReason } from '../../../model/left-out.ts'

/** Why a card that a page shows is no listing of its search. */
export const leftOutWords: Record<LeftOutReason, string> = {
  unread: 'could not be read',
  shelf: 'on a shelf of what is like it',
  'not-filled': 'were not filled yet',
  'no-address': 'name no listing',
}
