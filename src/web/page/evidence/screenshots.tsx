import { useState } from 'preact/hooks'
import type { ApiCapture } from '../../evidence-api.ts'
import { evidenceClient } from '../evidence-client.ts'
import { isTyping } from '../review/keys.ts'
import { evidenceWords } from '../words/evidence-words.ts'

/** Of the picture's own size; the first fits it into the page. */
const zooms = [null, 0.5, 1, 2] as const

/** What was seen, as pictures; larger and smaller by buttons or + and −. */
export function Screenshots({ capture: { id, pictures } }: { capture: ApiCapture }) {
  const [at, setAt] = useState(0)
  const [zoom, setZoom] = useState(0)
  const name = pictures[at]
  if (name === undefined) return null
  const step = (by: 1 | -1) => setZoom((now) => Math.min(zooms.length - 1, Math.max(0, now + by)))
  const press = (event: KeyboardEvent) => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey) return
    if (event.key === '+' || event.key === '-') {
      event.preventDefault()
      step(event.key === '+' ? 1 : -1)
    }
  }
  const parts = pictures.length - 1
  const share = zooms[zoom] ?? null
  return (
    <section class="panel screenshots" aria-label={evidenceWords.picture} onKeyDown={press}>
      <div class="panel-head">
        <h2>{evidenceWords.picture}</h2>
        <span class="space" />
        {pictures.map((each, place) => (
          <button
            key={each}
            type="button"
            class="button small"
            aria-pressed={place === at}
            onClick={() => setAt(place)}
          >
            {place === 0 ? evidenceWords.firstScreen : evidenceWords.wholePage(place, parts)}
          </button>
        ))}
        <button
          type="button"
          class="button small"
          aria-label={evidenceWords.smaller}
          disabled={zoom === 0}
          onClick={() => step(-1)}
        >
          −
        </button>
        <output class="zoom" aria-label={evidenceWords.zoom}>
          {share === null ? evidenceWords.fit : `${share * 100}%`}
        </output>
        <button
          type="button"
          class="button small"
          aria-label={evidenceWords.larger}
          disabled={zoom === zooms.length - 1}
          onClick={() => step(1)}
        >
          +
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="screenshot-box" tabIndex={0} data-scrolls aria-label={evidenceWords.pictureAlt(at)}>
        <Zoomed key={name} src={evidenceClient.pictureOf(id, name)} alt={evidenceWords.pictureAlt(at)} share={share} />
      </section>
    </section>
  )
}

function Zoomed({ src, alt, share }: { src: string; alt: string; share: number | null }) {
  const [width, setWidth] = useState<number | null>(null)
  const style = share === null || width === null ? {} : { width: `${width * share}px`, maxWidth: 'none' }
  return <img src={src} alt={alt} style={style} onLoad={(event) => setWidth(event.currentTarget.naturalWidth)} />
}
