import { useState } from 'preact/hooks'
import type { ApiCard } from '../../api.ts'
import { EvidenceOfHit } from '../evidence/evidence-line.tsx'
import { messages } from '../words/messages.ts'
import { meantKey } from './keys.ts'
import { plainText } from './title.ts'

/** One picture that stands on a card, and what is said of it. */
export type Shown = { sha256: string; of: 'listing' | 'official' | 'fake'; said: string; name: string }

type Like = Extract<NonNullable<ApiCard['findings'][number]['basis']>, { kind: 'known-picture' }>

/** The listing's own pictures that were fetched. */
function ownPictures({ pictures, listing }: ApiCard): Shown[] {
  const kept = pictures.flatMap((picture) => ('sha256' in picture ? [picture.sha256] : []))
  return kept.map((sha256, place) => ({
    sha256,
    of: 'listing',
    said: messages.pictureOf(plainText(listing.title), place + 1, kept.length),
    name: '',
  }))
}

/** Another file of the same bytes was the listing's once; `unsaid` is of findings of before colours were kept. */
const alike = {
  file: messages.samePhoto,
  photo: messages.samePhoto,
  shape: messages.sameShape,
  unsaid: messages.likeShape,
}

/** What they are held against: the pictures that reasons name, else the brand's official ones. */
function knownPictures({ findings, officials, pictures }: ApiCard): Shown[] {
  const own = new Set(pictures.flatMap((picture) => ('sha256' in picture ? [picture.sha256] : [])))
  const like = new Map<string, Like>()
  for (const { basis } of findings) if (basis?.kind === 'known-picture') like.set(basis.sha256, basis)
  const named = [...like.values()].map(({ sha256, of, name, similarity, same }): Shown => {
    const said = own.has(sha256) ? messages.sameFile[of] : alike[same ?? 'unsaid'][of](Math.round(similarity * 100))
    return { sha256, of, said, name }
  })
  if (named.some(({ of }) => of === 'official')) return named
  const officialOnes = officials.slice(0, 1)
  return [
    ...named,
    ...officialOnes.map(
      ({ sha256, name }): Shown => ({ sha256, of: 'official', said: messages.officialPicture, name }),
    ),
  ]
}

/** The listing's picture and what it is held against, side by side at equal size; all others below. Each can be enlarged. */
export function Pictures({ card, enlarge }: { card: ApiCard; enlarge: (sha256: string) => void }) {
  const [own, known] = [ownPictures(card), knownPictures(card)]
  const [first, ...others] = own
  return (
    <div class="pictures">
      <div class={`pair ${known.length > 0 ? 'two' : ''}`}>
        {first ? <Picture shown={first} enlarge={enlarge} isMain /> : <NoPicture card={card} />}
        {known.slice(0, 1).map((shown) => (
          <Picture key={shown.sha256} shown={shown} enlarge={enlarge} isMain />
        ))}
      </div>
      {others.length + known.length > 1 && (
        <div class="thumbs">
          {[...others, ...known.slice(1)].map((shown) => (
            <Picture key={shown.sha256} shown={shown} enlarge={enlarge} />
          ))}
        </div>
      )}
      <NotFetched card={card} />
    </div>
  )
}

function Picture({ shown, enlarge, isMain }: { shown: Shown; enlarge: (sha256: string) => void; isMain?: true }) {
  const { sha256, of, said, name } = shown
  return (
    <figure class={`picture ${of}`}>
      <button
        type="button"
        aria-label={messages.enlarge(name ? `${said}: ${name}` : said)}
        onClick={() => enlarge(sha256)}
      >
        <img src={`/pictures/${sha256}`} alt="" />
      </button>
      {isMain && (
        <figcaption>
          <span>{of === 'listing' ? messages.listingPicture : said}</span>
          {name && <bdi class="soft">{name}</bdi>}
        </figcaption>
      )}
    </figure>
  )
}

function NoPicture({ card: { pictures, pictureComes } }: { card: ApiCard }) {
  const [failed] = pictures
  return (
    <figure class="picture none">
      <figcaption>
        <strong>{messages.noPicture}</strong>
        <bdi>
          {failed && 'why' in failed ? failed.why : pictureComes ? messages.noPictureYet : messages.noPictureEver}
        </bdi>
      </figcaption>
    </figure>
  )
}

/** Pictures that the listing has and that are not here. */
function NotFetched({ card }: { card: ApiCard }) {
  const kept = ownPictures(card).length
  const missing = card.listing.images - kept
  if (kept === 0 || missing <= 0) return null
  return <p class="soft">{messages.morePictures(missing)}</p>
}

/** All pictures of a card, one large beside what it is held against. */
export function Enlarged({ card, first, close }: { card: ApiCard; first: string | null; close: () => void }) {
  const all = [...ownPictures(card), ...knownPictures(card)]
  const [at, setAt] = useState(
    Math.max(
      0,
      all.findIndex(({ sha256 }) => sha256 === first),
    ),
  )
  const shown = all[at]
  const beside = shown?.of === 'listing' ? knownPictures(card)[0] : ownPictures(card)[0]
  const step = (by: 1 | -1) => setAt((at + by + all.length) % all.length)
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault()
      step(event.key === 'ArrowRight' ? 1 : -1)
    }
    if (meantKey(event) === 'e') {
      // The card below would take it as its own, and open them again.
      event.stopPropagation()
      close()
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows are a second way to its buttons
    <div onKeyDown={press}>
      {!shown && <p>{messages.noPicture}</p>}
      <div class="enlarged">
        {[shown, beside].map(
          (each) =>
            each && (
              <figure key={each.sha256}>
                <img src={`/pictures/${each.sha256}`} alt={each.name ? `${each.said}: ${each.name}` : each.said} />
                <figcaption>
                  {each.of === 'listing' ? messages.listingPicture : each.said}
                  {each.name && <bdi class="soft"> {each.name}</bdi>}
                </figcaption>
              </figure>
            ),
        )}
      </div>
      <EvidenceOfHit hit={card.id} close={close} />
      <form method="dialog" class="actions">
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
