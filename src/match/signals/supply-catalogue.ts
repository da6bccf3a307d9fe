import { nothing, type Signal } from './signal.ts'

/** "(40 colorways)", "27+ colours", "30+ styles", "12色": the number before a word for colours or styles. */
const counts =
  /(?:^|[^\d.,])(\d{1,3})\s?\+?\s{0,2}(?:colou?rways?|colou?rs?|cws?|styles?|designs?|patterns?|variants?|farben|couleurs?|coloris|colores|cores|colori|kleuren|kolor(?:y|ów)|цвет(?:а|ов)|расцветок|кольор(?:и|ів)|renk|warna|màu|สี|رنگ|لون|色(?!号)|颜色|款(?!式)|カラー|컬러|색상)(?![\p{Script=Latin}\p{Script=Cyrillic}])/iu

/** From how many on it is a catalogue's entry rather than a choice in a shop; in full from the second on. */
const fewColours = 4
const manyColours = 12

/**
 * Medium: one listing for many colours or styles, as the catalogues of agents and factories have it; a shop has a listing
 * for each, or a choice that a title does not count.
 */
export const supplyCatalogue: Signal = {
  id: 'supply.catalogue',
  see({ listing: { title }, seller }) {
    const match = seller.isAuthorised || !/\d/.test(title) ? null : counts.exec(title.slice(0, 400))
    const count = Number(match?.[1])
    if (!match || !(count >= fewColours)) return nothing
    const strength = Math.min(1, 0.4 + (0.6 * (count - fewColours)) / (manyColours - fewColours))
    const start = match.index + match[0].indexOf(match[1] ?? '')
    const span = { field: 'title' as const, start, end: match.index + match[0].length }
    const text = `One listing for many, as catalogues of agents have it: “${title.slice(span.start, span.end)}”.`
    return [{ text, strength, span }]
  },
}
