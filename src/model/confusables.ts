/**
 * Letters that look like a Latin letter or digit, for the skeleton of UTS #39. Own table, written from the look of the
 * letters in common fonts, for Cyrillic, Greek, Armenian, Cherokee, Lisu, Coptic and Latin extensions; what Unicode's
 * compatibility forms (full-width, mathematical, circled, squared) already map is not in it.
 */
const rows: Record<string, string> = {
  a: 'аạąɑαӑɐΑАᎪꓮᗅⲀⲁ',
  b: 'ЬвВɓΒʙƄᏴᏏꓐЪьβⲂϐБᖯƀ',
  c: 'сСϲҫƈᏟꓚⲤⲥϹⅽᴄ¢ς',
  d: 'ԁɗᏧđⅾᗞꓓժꓒᎠ',
  e: 'еЕҽɛεΕёЁєЄᎬꓰӗ℮əϵⲈɘɇ',
  f: 'ғƒϝᖴꓝſẝ',
  g: 'ɡցᶃɢԌԍᏀꓖǥցɠ',
  h: 'һНηΗհҺᎻꓧⲎнɦћᏂ',
  i: 'іІïΙιӀӏıɩᎥꓲⲒɪϊíǀוןا',
  j: 'јЈϳʝᎫꓙյͿɉ',
  k: 'кКκΚҝқᏦꓗⲔⲕƙ',
  l: 'ⅼʟᏞꓡլӏɭłḷⳐ',
  m: 'мМΜᎷꓟⲘⲙɱӎϻ',
  n: 'пոռиΝɴηᏁꓠⲚŋɲИп',
  o: 'оОοΟօσөѳθⲞⲟ௦०੦૦๐໐ⵔꓳøӧδ○◯⭕',
  p: 'рРρΡҏƿᏢꓑⲢⲣþ',
  q: 'ԛզգɋ',
  r: 'гᴦɾʀᎡꓣᏒяЯɼг',
  s: 'ѕЅʂƽᏚꓢտꜱ§',
  t: 'тТτΤᎢꓔⲦƭтᴛ†',
  u: 'υսᴜʋцμɥՍꓴᑌ',
  v: 'ѵνᴠѴᏙꓦΛ∨٧v',
  w: 'ԝѡωшШᏔꓪɯաѿ',
  x: 'хХχΧҳᚷꓫⲬⲭ×✕✖',
  y: 'уУγҮүΥʏұყᎽꓬⲨуў',
  z: 'ΖʐƶᏃꓜⲌᴢ',
  '0': '〇',
  '3': 'зЗӠʒƷȝ',
  '4': 'чЧ',
  '6': 'б',
}

const table = new Map<string, string>()
for (const [latin, lookalikes] of Object.entries(rows)) {
  for (const char of lookalikes) if (!table.has(char)) table.set(char, latin)
}

/** Small capitals, which have no compatibility form. */
const smallCapitals: Record<string, string> = {
  ᴀ: 'a', ʙ: 'b', ᴄ: 'c', ᴅ: 'd', ᴇ: 'e', ꜰ: 'f', ɢ: 'g', ʜ: 'h', ɪ: 'i', ᴊ: 'j', ᴋ: 'k', ʟ: 'l', ᴍ: 'm', ɴ: 'n', ᴏ: 'o', ᴘ: 'p', ꞯ: 'q',
  ʀ: 'r', ꜱ: 's', ᴛ: 't', ᴜ: 'u', ᴠ: 'v', ᴡ: 'w', ʏ: 'y', ᴢ: 'z',
} // biome-ignore format: a table
for (const [small, latin] of Object.entries(smallCapitals)) table.set(small, latin)

/** Letters that look like another letter turned upside down; a text in them is read from its end. */
const turned: Record<string, string> = {
  ɐ: 'a', q: 'b', ɔ: 'c', p: 'd', ǝ: 'e', ɟ: 'f', ƃ: 'g', ᵷ: 'g', ɥ: 'h', ᴉ: 'i', ı: 'i', ɾ: 'j', ʞ: 'k', l: 'l', ן: 'l', ɯ: 'm', u: 'n', o: 'o',
  d: 'p', b: 'q', ɹ: 'r', s: 's', ʇ: 't', n: 'u', ʌ: 'v', ʍ: 'w', x: 'x', ʎ: 'y', z: 'z', i: 'i', '0': '0', '1': '1', '6': '9', '9': '6', '8': '8',
} // biome-ignore format: a table

/** A word written upside down, the right way up; null when a letter of it has no turned form, or none of it is turned. */
export function turnedBack(word: string): string | null {
  const letters = Array.from(word.toLowerCase(), (char) => turned[char])
  if (!/[ɐɔǝɟƃᵷɥᴉɾʞɯɹʇʌʍʎ]/u.test(word) || letters.includes(undefined)) return null
  return letters.reverse().join('')
}

/** Regional indicators and squared or circled letters, which have no compatibility form of one letter. */
function enclosed(point: number): string | undefined {
  const rangeStarts = [0x1f130, 0x1f150, 0x1f170, 0x1f1e6]
  const start = rangeStarts.find((first) => point >= first && point < first + 26)
  return start === undefined ? undefined : String.fromCharCode(0x61 + point - start)
}

/** The Latin letter or digit that a character of another script or an enclosed form looks like, lower case. */
export const lookalikeOf = (char: string): string | undefined => table.get(char) ?? enclosed(char.codePointAt(0) ?? 0)
