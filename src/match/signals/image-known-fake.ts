import { likePicture } from '../picture.ts'
import { nothing, type Signal } from './signal.ts'

/** From this similarity on, it is the same picture. */
const sameSimilarity = 0.95
/** The same shape in other colours is a sign, and no proof by itself. */
const inOtherColours = 0.4

/** Strong: a picture that the brand team knows from counterfeits; sellers of the same goods hand it on. */
export const imageKnownFake: Signal = {
  id: 'image.known-fake',
  see({ picture, seller }) {
    const similarity = picture?.fakeSimilarity ?? 0
    if (similarity < sameSimilarity || seller.isAuthorised) return nothing
    const isOther = picture?.fakeInOtherColours === true
    const colours = isOther ? ', in other colours' : ''
    const text = `The picture is ${Math.round(similarity * 100)} % like one of a known fake${colours}.`
    return [
      {
        text,
        strength: isOther ? inOtherColours : 1,
        ...likePicture(picture?.fake, similarity, isOther ? 'shape' : 'photo'),
      },
    ]
  },
}
