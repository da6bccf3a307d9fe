import { likePicture, samenessOf } from '../picture.ts'
import { nothing, type Signal } from './signal.ts'

/** From this similarity on, a picture alone links a listing to the brand. */
const linkSimilarity = 0.8

/** Medium: nothing in the text names the brand, and the picture is nearly one of its own. */
export const brandImageOnly: Signal = {
  id: 'brand.image-only',
  see({ links, picture, goods, wordings }) {
    const similarity = picture?.officialSimilarity
    if (links.length > 0 || similarity === undefined || similarity < linkSimilarity) return nothing
    const hides = wordings.some((one) => one.denied === null && /evasion|hidden-link/.test(one.found.kind))
    if (goods.relation === 'accessory' && !hides) return nothing
    const strength = goods.relation === 'same' ? 1 : 0.6
    const text = `No name, but the picture is ${Math.round(similarity * 100)} % like an official one.`
    return [{ text, strength, ...likePicture(picture?.official, similarity, samenessOf(picture)) }]
  },
}
