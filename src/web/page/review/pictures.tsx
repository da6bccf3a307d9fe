import type { ApiCard } from '../../api.ts'
import { messages } from '../words/messages.ts'
import { plainText } from './title.ts'

/** One picture that stands on a card, and what is said of it. */
export type Shown = { sha256: string; of: 'listing' | 'official' | 'fake'; said: string; name: string }

type Like = Extract<NonNullable<ApiCard['findings'][number]['basis']>, { kind: 'known-picture' }>

/** The listing's own pictures that were fetched. */
export function ownPictures({ pictures, listing }: ApiCard): Shown[] {
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
export function knownPictures({ findings, officials, pictures }: ApiCard): Shown[] {
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
