import type { RefObject } from 'preact'
import type { ApiNote } from '../../api.ts'
import { formatAgo, formatInstant } from '../words/format.ts'
import { messages } from '../words/messages.ts'

/** The server takes no longer one; in characters. */
const noteMax = 2_000

/** `text`: what is written so far for this card's next verdict. */
export type NoteActions = {
  text: string
  isOpen: boolean
  field: RefObject<HTMLTextAreaElement | null>
  open: () => void
  write: (text: string) => void
}

/** What is written beside the verdict. Enter and Escape go back to the card, whose keys then decide. */
export function Note({ text, isOpen, field, write }: NoteActions) {
  if (!isOpen && text === '') return null
  const press = (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) => {
    if (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey || event.isComposing)) return
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.blur()
  }
  return (
    <section class="note">
      <label for="note">{messages.noteLabel}</label>
      <textarea
        id="note"
        ref={field}
        rows={2}
        maxLength={noteMax}
        aria-describedby="note-hint"
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={press}
      />
      <small id="note-hint" class="soft">
        {messages.noteHint}
      </small>
    </section>
  )
}

/** What was written beside earlier verdicts. */
export function NotesBefore({ notes }: { notes: readonly ApiNote[] }) {
  if (notes.length === 0) return null
  return (
    <section class="notes-before" aria-label={messages.notes}>
      <h3>{messages.notes}</h3>
      <ul>
        {notes.map(({ by, at, verdict, text }) => (
          <li key={`${at} ${by}`}>
            <span class={`verdict ${verdict}`}>{messages.verdicts[verdict]}</span>{' '}
            <span class="soft">
              <bdi>{by}</bdi>,{' '}
              <time dateTime={at} title={formatInstant(at)}>
                {formatAgo(at, Date.now())}
              </time>
            </span>
            <p>
              <bdi dir="auto">{text}</bdi>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
