import type { Finding } from '../../../model/finding.ts'
import type { LikePicture } from '../../../model/seen-before.ts'
import { messages } from '../words/messages.ts'

/** The pictures that the brand team told, which reasons say the listing's own is like: to be compared by eye. */
export function LikePictures({ findings }: { findings: readonly Finding[] }) {
  const like = new Map(
    findings.flatMap(({ basis }) => (basis?.kind === 'known-picture' ? [[basis.sha256, basis]] : [])),
  )
  if (like.size === 0) return null
  return (
    <div class="like-pictures">
      {[...like.values()].map((picture) => (
        <Like key={picture.sha256} picture={picture} />
      ))}
    </div>
  )
}

function Like({ picture }: { picture: LikePicture }) {
  const said = messages.likePicture[picture.of](Math.round(picture.similarity * 100))
  return (
    <figure class={`like-picture ${picture.of}`}>
      <img src={`/pictures/${picture.sha256}`} alt={said} />
      <figcaption>
        <span>{said}</span>
        <bdi class="soft">{picture.name}</bdi>
      </figcaption>
    </figure>
  )
}
