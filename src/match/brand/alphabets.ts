/** Letters of alphabets as they sound in a brand's name, in Latin letters. Vowels that are not written are not guessed. */
const cyrillic: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', є: 'e', ж: 'j', з: 'z', и: 'i', і: 'i', ї: 'i', к: 'k', л: 'l', м: 'm',
  н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ў: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sh', ъ: '', ы: 'i', ь: '',
  э: 'e', ю: 'u', я: 'a',
} // biome-ignore format: a table
const arabic: Record<string, string> = {
  ا: 'a', ب: 'b', پ: 'p', ت: 't', ث: 's', ج: 'j', چ: 'ch', ح: 'h', خ: 'k', د: 'd', ذ: 'z', ر: 'r', ز: 'z', ژ: 'j', س: 's', ش: 'sh', ص: 's',
  ض: 'd', ط: 't', ظ: 'z', ع: 'a', غ: 'g', ف: 'f', ڤ: 'v', ق: 'k', ك: 'k', ک: 'k', گ: 'g', ل: 'l', م: 'm', ن: 'n', ه: 'h', و: 'u', ي: 'i', ی: 'i',
  ى: 'a', ئ: '', ء: '', ؤ: 'u',
} // biome-ignore format: a table
const hebrew: Record<string, string> = {
  א: 'a', ב: 'b', ג: 'g', ד: 'd', ה: 'a', ו: 'o', ז: 'z', ח: 'h', ט: 't', י: 'i', כ: 'k', ך: 'k', ל: 'l', מ: 'm', ם: 'm', נ: 'n', ן: 'n',
  ס: 's', ע: 'a', פ: 'p', ף: 'f', צ: 'ts', ץ: 'ts', ק: 'k', ר: 'r', ש: 'sh', ת: 't',
} // biome-ignore format: a table
const greek: Record<string, string> = {
  α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 't', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'ks', ο: 'o', π: 'p', ρ: 'r',
  σ: 's', τ: 't', υ: 'i', φ: 'f', χ: 'h', ψ: 'ps', ω: 'o',
} // biome-ignore format: a table

/** Letters that stand for one sound together (N: an n that may be there): foreign b, d and g have no Greek letter, w and v double the Hebrew vav. */
const groups: readonly (readonly [RegExp, string])[] = [
  [/ου/g, 'u'],
  [/[εο]ι/g, 'i'],
  [/αι/g, 'e'],
  [/([αε])υ/g, '$1v'],
  [/μπ/g, 'b'],
  [/(?<=.)ντ(?=.)/g, 'Nd'],
  [/ντ/g, 'd'],
  [/γκ|γγ/g, 'g'],
  [/τζ/g, 'j'],
  [/تش/g, 'ch'],
  [/וו|^ו/g, 'v'],
  [/ג['׳]/g, 'j'],
  [/ז['׳]/g, 'j'],
  [/צ['׳]/g, 'ch'],
  [/['׳״"]/g, ''],
]

const letters = new Map(Object.entries({ ...cyrillic, ...arabic, ...hebrew, ...greek }))

const grouped = /[αεοτμνγוגזצت]/

/** A folded word with its groups of letters replaced; Latin letters stay as they are in `latinOfLetter`. */
export const withGroups = (word: string): string =>
  grouped.test(word) ? groups.reduce((text, [pattern, sound]) => text.replace(pattern, sound), word) : word

export const latinOfLetter = (char: string): string | undefined =>
  letters.get(char) ?? (/^[a-zN]$/.test(char) ? char : undefined)
