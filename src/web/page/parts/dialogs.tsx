import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { keysAreOn, setKeysOn, verdictKeys } from '../review/keys.ts'
import { messages } from '../words/messages.ts'
import { OutIcon } from './icons.tsx'

/** A modal of the browser's own: focus stays in it, Escape closes it, focus goes back where it was. */
export function Dialog(props: { title: string; close: () => void; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Before the next key can come: that one is meant for the dialog.
  useLayoutEffect(() => {
    element.current?.showModal()
    const [primary, other] = ['.primary', '.actions button'].map((each) =>
      element.current?.querySelector<HTMLElement>(each),
    )
    ;(primary ?? other)?.focus()
  }, [])
  return (
    <dialog ref={element} aria-labelledby={id} onClose={props.close}>
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </dialog>
  )
}

const others: [string, string][] = [
  ['J', messages.keyNames.next],
  ['K', messages.keyNames.previous],
  ['Z', messages.keyNames.undo],
  ['O', messages.keyNames.open],
  ['/', messages.keyNames.search],
  ['?', messages.keyNames.help],
]

export function KeysDialog({ close }: { close: () => void }) {
  const [isOn, setOn] = useState(keysAreOn())
  const all = [...verdictKeys.map(({ key, verdict }) => [key.toUpperCase(), messages.verdicts[verdict]]), ...others]
  return (
    <Dialog title={messages.keysTitle} close={close}>
      <dl class="keys">
        {all.map(([key, name]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            setKeysOn(event.currentTarget.checked)
            setOn(event.currentTarget.checked)
          }}
        />
        <span>
          {messages.keysOn}
          <small>{messages.keysHint}</small>
        </span>
      </label>
      <form method="dialog" class="actions">
        <button type="submit" class="button">
          {messages.close}
        </button>
      </form>
    </Dialog>
  )
}

/** Asks before leaving: the site of a marketplace is opened by a person on purpose, never by a slip of a key. */
export function OpenDialog(props: { marketplace: string; url: string | null; close: () => void }) {
  return (
    <Dialog title={messages.openTitle(props.marketplace)} close={props.close}>
      <p>{props.url ? messages.openText : messages.noAddress}</p>
      {props.url && (
        <p class="address">
          <bdi>{props.url}</bdi>
        </p>
      )}
      <div class="actions">
        <form method="dialog">
          <button type="submit" class="button">
            {messages.cancel}
          </button>
        </form>
        {props.url && (
          <a
            class="button primary"
            href={props.url}
            target="_blank"
            rel="noreferrer noopener"
            onClick={() => props.close()}
          >
            {messages.openGo}
            <OutIcon />
          </a>
        )}
      </div>
    </Dialog>
  )
}
