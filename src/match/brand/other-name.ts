import { unitKind } from '../../model/text-folding.ts'
import type { Name } from './names.ts'

/** Given names: before a name of one word they make a person of it ("James Halvard"). Own list; the commonest of some languages. */
const givenNames = new Set(
  `aaron adam adrian alan albert alex alexander alfred alice allen amanda amy andrea andreas andrew andy ann anna anne
  anthony arnold arthur barbara barry ben benjamin bernard bill billy bob bobby brad brandon brenda brian bruce bryan carl
  carla carlos carol caroline catherine charles charlie charlotte chris christian christina christine christopher claire
  colin craig cynthia dan daniel david deborah denis dennis diana diane don donald dorothy doug douglas earl eddie edgar
  edith edward eleanor elizabeth ella ellen emily emma eric ernest eva evelyn florence francis frank franklin fred frederick
  gary george gerald gerard gilbert glenn gordon graham greg gregory hannah hans harold harry heather helen henri henry
  herbert howard hugh ian irene isaac jack jackie jacob jacques james jane janet jason jean jeff jeffrey jennifer jeremy
  jerry jessica jim jimmy joan joe johann johannes john johnny jonathan jose joseph josh joshua juan judith judy julia julie
  karen karl kate katherine keith kelly ken kenneth kevin kim larry laura lawrence lee leo leonard leslie lewis linda lisa
  louis louise lucy luis luke margaret maria marie mark martha martin mary matt matthew maurice max melissa michael michel
  michelle miguel mike nancy nathan nicholas nick nicole norman oliver oscar pablo pamela patricia patrick paul pedro peter
  philip phil pierre rachel ralph ray raymond rebecca richard rick robert roger ron ronald rose roy russell ruth ryan sally
  sam samuel sandra sara sarah scott sean sharon simon sophie stanley stephanie stephen steve steven stuart susan susanna
  ted teresa terry theodore thomas tim timothy toby todd tom tommy tony tracy victor victoria vincent virginia walter warren
  wayne wendy wilhelm william willie winston woodrow`.split(/\s+/),
)
/** What stands before a name that is a place or a person. */
const before = new Set(
  'port mount mt saint st st. lake fort cape camp castle east west north south upper lower great little mr mr. mrs mrs. ms ms. miss dr dr. sir lord lady king queen prince princess president captain sergeant general professor detective rue via calle rua avenida ulica place'.split(
    ' ',
  ),
)
/** What stands behind a name that is a place, a school, a contest or a firm of another kind. */
const behind = new Set(
  'school college university academy institute street road avenue lane highway square bridge park hill hills county city town township village parish beach island islands bay river lake valley falls creek forest airport station railway harbour harbor castle abbey church cathedral chapel cemetery stadium arena museum library hospital prison regiment cup trophy championship championships derby stakes family brothers sisters county straße strasse platz'.split(
    ' ',
  ),
)
/** "… and sons", "… on the hill", "… upon …". */
const firmOrPlace = /^\s?(?:(?:&|and)\s(?:sons?|daughters?|brothers?|co)\b|on[\s-]the[\s-]|upon[\s-]|under[\s-])/u
/** Whose goods are offered: "women's Halvard" is the brand. */
const wearers =
  /(?:^|\P{L})(?:(?:wo)?men|boy|girl|kid|child|children|infant|toddler|baby|lady|ladie|mother|father|today|brand|world)'?s?'?s?\s$/u
const owner = /\p{L}{3,}(?:'s|s')\s$/u

/**
 * Whether a name of one Latin word stands as a part of another name: a person's, a place's, a school's, a title's. `text` is
 * folded; the name is from `start` to `end`.
 */
export function isOfAnotherName(name: Name, text: string, start: number, end: number): boolean {
  if (name.kind === 'model' || name.words.length !== 1 || !/^[a-z]+$/.test(name.folded)) return false
  const left = text.slice(Math.max(0, start - 24), start)
  const right = text.slice(end, end + 16)
  const previous = /([\p{L}.]+)\s$/u.exec(left)?.[1] ?? ''
  const next = /^\s(\p{L}+)/u.exec(right)?.[1] ?? ''
  if (givenNames.has(previous) || before.has(previous) || behind.has(next) || firmOrPlace.test(right)) return true
  return owner.test(left) && !wearers.test(left)
}

const hangul = /^[\uac00-\ud7a3]+$/u
const katakana = /^[\u30a1-\u30fc・]+$/u
/** Particles and endings that Korean writes at the end of a word, one syllable or more, and what follows them. */
const particles =
  /^(?:은|는|이|가|을|를|의|에|도|만|로|와|과|랑|용|제|산|풍|형|급|에서|에게|부터|까지|보다|처럼|으로|이랑|이나|입니다|이에요|예요|정품|신상|신품|매장|공식|직구)(?![\uac00-\ud7a3])/u
/** Names of more signs are not by chance a part of a longer word. */
const cutMax = { hangul: 2, katakana: 4 }

/**
 * Whether a short name in Hangul or katakana is cut out of a longer word: "보스" of "보스턴". `isGoods` tells whether a word
 * for goods begins at a place, which may follow a name without a space.
 */
export function isCutOut(
  name: Name,
  text: string,
  start: number,
  end: number,
  isGoods: (at: number) => boolean,
): boolean {
  const isHangul = hangul.test(name.folded) && name.folded.length <= cutMax.hangul
  const isKatakana = katakana.test(name.folded) && name.folded.length <= cutMax.katakana
  if (!isHangul && !isKatakana) return false
  const isOwn = (char: string) => (isHangul ? hangul : katakana).test(char) && char !== '・'
  if (start > 0 && unitKind(text.charCodeAt(start - 1)) === 'unspaced' && isOwn(text[start - 1] ?? '')) return true
  if (end >= text.length || !isOwn(text[end] ?? '') || isGoods(end)) return false
  return isKatakana || !particles.test(text.slice(end, end + 6))
}
