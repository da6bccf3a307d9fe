import { isMedia } from '../goods.ts'
import { nothing, type Signal } from './signal.ts'

/** Lowers: a book, film, poster or game about the brand (label rule 5). */
export const allowMediaAbout: Signal = {
  id: 'allow.media-about',
  see({ goods, links, looseLinks }) {
    const media = [...goods.kinds].filter(isMedia)
    if (media.length === 0 || goods.relation === 'same' || links.length + looseLinks.length === 0) return nothing
    return [{ text: `Is about the name: ${media.join(', ')}.`, strength: Math.max(0.5, goods.sureness) }]
  },
}
