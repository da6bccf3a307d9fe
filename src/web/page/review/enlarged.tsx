import { useState } from 'preact/hooks'
import type { ApiCard } from '../../api.ts'
import { EvidenceOfHit } from '../evidence/evidence-line.tsx'
import { messages } from '../words/messages.ts'
import { meantKey } from './keys.ts'
import { knownPictures, ownPictures, type Shown } from './pictures.tsx'
import { afterKey, moved, whole, type Zoom, zoomed } from './zoom.ts'

type Props = { card: ApiCard; first: string | null; close: () => void }

/** All pictures of a card, one large beside what it is held against; enlarged and moved together, by keys, buttons, wheel and hand. */
export function Enlarged({ card, first, close }: Props) {
  const all = [...ownPictures(card), ...knownPictures(card)]
  const [at, setAt] = useState(
    Math.max(
      0,
      all.findIndex(({ sha256 }) => sha256 === first),
    ),
  )
  const [zoom, setZoom] = useState(whole)
  const shown = all[at]
  const beside = shown?.of === 'listing' ? knownPictures(card)[0] : ownPictures(card)[0]
  const step = (by: 1 | -1) => {
    setAt((at + by + all.length) % all.length)
    setZoom(whole)
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (meantKey(event) === 'e') {
      // The card below would take it as its own, and open them again.
      event.stopPropagation()
      return close()
    }
    const next = afterKey(zoom, event)
    const isStep = !next && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')
    if (next || isStep) event.preventDefault()
    if (next) setZoom(next)
    else if (isStep && all.length > 0) step(event.key === 'ArrowRight' ? 1 : -1)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are a second way to its buttons
    <div onKeyDown={press}>
      {!shown && <p>{messages.noPicture}</p>}
      <div class="enlarged">
        {[shown, beside].map((each) => each && <Large key={each.sha256} shown={each} zoom={zoom} setZoom={setZoom} />)}
      </div>
      {shown && <p class="soft">{messages.zoomHint}</p>}
      <EvidenceOfHit hit={card.id} close={close} />
      <form method="dialog" class="actions">
        {shown && <ZoomButtons zoom={zoom} setZoom={setZoom} />}
        {all.length > 1 && (
          <>
            <span class="soft">{messages.pictureAt(at + 1, all.length)}</span>
            <button type="button" class="button" onClick={() => step(-1)}>
              {messages.previousPicture}
            </button>
            <button type="button" class="button" onClick={() => step(1)}>
              {messages.nextPicture}
            </button>
          </>
        )}
        <button type="submit" class="button primary">
          {messages.close}
        </button>
      </form>
    </div>
  )
}

type Zooming = { zoom: Zoom; setZoom: (zoom: Zoom) => void }

function Large({ shown: { sha256, of, said, name }, zoom, setZoom }: { shown: Shown } & Zooming) {
  const { scale, x, y } = zoom
  const drag = (event: PointerEvent & { currentTarget: HTMLDivElement }) => {
    if (event.buttons !== 1) return
    const { width, height } = event.currentTarget.getBoundingClientRect()
    setZoom(moved(zoom, event.movementX / width, event.movementY / height))
  }
  const wheel = (event: WheelEvent) => {
    event.preventDefault()
    setZoom(zoomed(zoom, event.deltaY < 0 ? 1 : -1))
  }
  return (
    <figure>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hand and wheel are a second way to its keys and buttons */}
      <div
        class={`large ${scale > 1 ? 'is-zoomed' : ''}`}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onWheel={wheel}
        onDblClick={() => setZoom(scale > 1 ? whole : zoomed(zoom, 2))}
      >
        <img
          src={`/pictures/${sha256}`}
          alt={name ? `${said}: ${name}` : said}
          draggable={false}
          style={{ transform: `translate(${x * 100}%, ${y * 100}%) scale(${scale})` }}
        />
      </div>
      <figcaption>
        {of === 'listing' ? messages.listingPicture : said}
        {name && <bdi class="soft"> {name}</bdi>}
      </figcaption>
    </figure>
  )
}

function ZoomButtons({ zoom, setZoom }: Zooming) {
  return (
    <>
      <button type="button" class="button" disabled={zoom.scale === 1} onClick={() => setZoom(zoomed(zoom, -1))}>
        {messages.zoomOut}
        <kbd>−</kbd>
      </button>
      <output>{messages.zoomPercent(Math.round(zoom.scale * 100))}</output>
      <button type="button" class="button" onClick={() => setZoom(zoomed(zoom, 1))}>
        {messages.zoomIn}
        <kbd>+</kbd>
      </button>
      <button type="button" class="button" disabled={zoom.scale === 1} onClick={() => setZoom(whole)}>
        {messages.zoomWhole}
        <kbd>0</kbd>
      </button>
    </>
  )
}
