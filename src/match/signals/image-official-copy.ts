import { likePicture } from '../picture.ts'
import { nothing, type Signal } from './signal.ts'

/** From this similarity on, a picture is a copy of an official one (label rule 10). */
const copySimilarity = 0.95

/** Medium: the brand's own photo on another seller's listing; the same shape in other colours is no copy of it. */
export const imageOfficialCopy: Signal = {
  id: 'image.official-copy',
  see({ picture, seller }) {
    const similarity = picture?.officialSimilarity ?? 0
    if (similarity < copySimilarity || picture?.officialInOtherColours || seller.isAuthorised) return nothing
    const text = `The picture is ${Math.round(similarity * 100)} % like an official one.`
    return [{ text, strength: 1, ...likePicture(picture?.official, similarity) }]
  },
}
