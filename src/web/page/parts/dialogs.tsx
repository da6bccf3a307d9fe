import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ListingLink } from '../../../model/listing-link.ts'
import { keysAreOn, setKeysOn, verdictKeys } from '../review/keys.ts'
import { messages } from '../words/messages.ts'
import { OutIcon } from './icons.tsx'

/** A modal of the browser's own: focus stays in it, Escape closes it, focus goes back where it was. */
export function Dialog(props: { title: string; class?: string; close: () => void; children: ComponentChildren }) {
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
    <dialog ref={element} class={props.class ?? ''} aria-labelledby={id} onClose={props.close}>
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </dialog>
  )
}

const others: [string, string][] = [
  ['G', messages.keyNames.group],
  ['E', messages.keyNames.pictures],
  ['N', messages.keyNames.note],
  ['J', messages.keyNames.next],
  ['K', messages.keyNames.previous],
  ['Z', messages.keyNames.undo],
  ['O', messages.keyNames.open],
  ['Space', messages.keyNames.scroll],
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

/** Asks before a listing is opened, and says where its address leads when that is not its marketplace. Focus is on what is safe. */
export function OpenDialog(props: { marketplace: string; link: ListingLink; close: () => void }) {
  const { marketplace, link } = props
  if (link.kind === 'refused')
    return (
      <Dialog title={messages.openRefused} close={props.close}>
        <p>{messages.refusedAddress[link.why]}</p>
        <Address text={link.text} />
        <form method="dialog" class="actions">
          <button type="submit" class="button">
            {messages.close}
          </button>
        </form>
      </Dialog>
    )
  const isForeign = link.kind === 'foreign'
  const title = link.kind === 'own' ? messages.openTitle(marketplace) : messages.openHostTitle(link.host)
  return (
    <Dialog title={title} close={props.close}>
      {isForeign && <p class="flag">{messages.foreignHost(link.host, marketplace)}</p>}
      <p>{messages.openText}</p>
      <Address text={link.url} />
      <div class="actions">
        <form method="dialog">
          <button type="submit" class="button">
            {messages.cancel}
          </button>
        </form>
        <a
          class={`button ${isForeign ? 'danger' : 'primary'}`}
          href={link.url}
          target="_blank"
          rel="noreferrer noopener"
          onClick={() => props.close()}
        >
          {isForeign ? messages.openAnyway : messages.openGo}
          <OutIcon />
        </a>
      </div>
    </Dialog>
  )
}

const Address = ({ text }: { text: string }) => (
  <p class="address">
    <bdi>{text}</bdi>
  </p>
)
