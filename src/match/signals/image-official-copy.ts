import type { Finding } from '../../model/finding.ts'
import type { Facts } from '../facts.ts'
import { likePicture, samenessOf } from '../picture.ts'
import { nothing, type Signal } from './signal.ts'

/** From this similarity on, a picture is a copy of an official one (label rule 10). */
const copySimilarity = 0.95

/** Medium: the brand's own photo on another seller's listing, the file itself or saved anew; the same shape in other colours is no copy. */
export const imageOfficialCopy: Signal = {
  id: 'image.official-copy',
  see({ picture, seller }) {
    const similarity = picture?.officialSimilarity ?? 0
    if (similarity < copySimilarity || picture?.officialInOtherColours || seller.isAuthorised) return nothing
    const text = picture?.isOfficialFile
      ? 'The picture is the same file as an official one.'
      : `The picture is ${Math.round(similarity * 100)} % like an official one.`
    return [{ text, strength: 1, ...likePicture(picture?.official, similarity, samenessOf(picture)) }]
  },
}

/** Of the shape of an official photo in other colours: said, with the photo to look at, and weighs nothing. */
export function sameShapeFindings({ picture, seller }: Facts): Finding[] {
  const similarity = picture?.officialSimilarity ?? 0
  if (!picture?.officialInOtherColours || similarity < copySimilarity || seller.isAuthorised) return []
  const text = `The picture has the shape of an official one (${Math.round(similarity * 100)} %) in other colours: another variant, or the same goods photographed alike, and no copy.`
  return [{ signal: 'rule.same-shape', weight: 0, text, ...likePicture(picture.official, similarity, 'shape') }]
}
