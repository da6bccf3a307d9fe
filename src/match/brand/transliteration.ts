/**
 * Rules that bring a name in another script near enough to a Latin name to compare the two: consonants by ear, in the
 * classes that Japanese, Korean, Arabic and Russian spellings keep apart. Coarse on purpose; see `soundKey`.
 */
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
const kana: Record<string, string> = {
  ア: 'a', イ: 'i', ウ: 'u', エ: 'e', オ: 'o', カ: 'ka', キ: 'ki', ク: 'ku', ケ: 'ke', コ: 'ko', ガ: 'ga', ギ: 'gi', グ: 'gu', ゲ: 'ge', ゴ: 'go',
  サ: 'sa', シ: 'shi', ス: 'su', セ: 'se', ソ: 'so', ザ: 'za', ジ: 'ji', ズ: 'zu', ゼ: 'ze', ゾ: 'zo', タ: 'ta', チ: 'chi', ツ: 'tsu', テ: 'te', ト: 'to',
  ダ: 'da', ヂ: 'ji', ヅ: 'zu', デ: 'de', ド: 'do', ナ: 'na', ニ: 'ni', ヌ: 'nu', ネ: 'ne', ノ: 'no', ハ: 'ha', ヒ: 'hi', フ: 'fu', ヘ: 'he', ホ: 'ho',
  バ: 'ba', ビ: 'bi', ブ: 'bu', ベ: 'be', ボ: 'bo', パ: 'pa', ピ: 'pi', プ: 'pu', ペ: 'pe', ポ: 'po', マ: 'ma', ミ: 'mi', ム: 'mu', メ: 'me', モ: 'mo',
  ヤ: 'ya', ユ: 'yu', ヨ: 'yo', ラ: 'ra', リ: 'ri', ル: 'ru', レ: 're', ロ: 'ro', ワ: 'wa', ヲ: 'o', ン: 'n', ヴ: 'vu', ッ: '', ー: '', '・': '',
  ァ: 'a', ィ: 'i', ゥ: 'u', ェ: 'e', ォ: 'o', ャ: 'a', ュ: 'u', ョ: 'o', ヮ: 'a',
} // biome-ignore format: a table

const hangulFirst = ['g', 'k', 'n', 'd', 't', 'r', 'm', 'b', 'p', 's', 's', '', 'j', 'j', 'ch', 'k', 't', 'p', 'h']
const hangulVowels = [
  'a',
  'e',
  'a',
  'e',
  'o',
  'e',
  'o',
  'e',
  'o',
  'a',
  'e',
  'e',
  'o',
  'u',
  'o',
  'e',
  'i',
  'u',
  'u',
  'i',
  'i',
]
const hangulLast = [
  '',
  'k',
  'k',
  'k',
  'n',
  'n',
  'n',
  't',
  'l',
  'l',
  'l',
  'l',
  'l',
  'l',
  'l',
  'l',
  'm',
  'p',
  'p',
  't',
  't',
  'n',
  't',
  't',
  'k',
  't',
  'p',
  't',
]

/** A word of Cyrillic, Arabic, kana or Hangul in Latin letters; null when it has letters of another script. */
export function latinOf(word: string): string | null {
  let latin = ''
  for (const char of word) {
    const point = char.codePointAt(0) ?? 0
    const inKana = point >= 0x3041 && point <= 0x3096 ? String.fromCodePoint(point + 0x60) : char
    const rule = cyrillic[char] ?? arabic[char] ?? kana[inKana]
    if (rule !== undefined) latin += rule
    else if (point >= 0xac00 && point <= 0xd7a3) {
      const index = point - 0xac00
      latin += `${hangulFirst[Math.floor(index / 588)] ?? ''}${hangulVowels[Math.floor(index / 28) % 21] ?? ''}${hangulLast[index % 28] ?? ''}`
    } else return null
  }
  return latin
}

const classes: Record<string, string> = {
  b: 'P', p: 'P', v: 'P', f: 'P', k: 'K', g: 'K', c: 'K', q: 'K', t: 'T', d: 'T', s: 'S', z: 'S', j: 'S', l: 'L', r: 'L', m: 'M', n: 'N',
} // biome-ignore format: a table

/**
 * The consonants of a Latin word by class, doubles taken once: "Kestrelo" and "kesutorero" are both KSTLL. A first
 * vowel is kept as A. Words of fewer than three consonants say too little to be compared.
 */
export function soundKey(latin: string): string {
  const even = latin
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '')
    .replace(/ph/g, 'f')
    .replace(/sch|tch|sh|ch(?=[ei])|ch$/g, 's')
    .replace(/th|ts/g, (pair) => (pair === 'th' ? 's' : 's'))
    .replace(/c(?=[eiy])/g, 's')
    .replace(/ck/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/(.)\1+/g, '$1')
  const consonants = Array.from(even, (letter) => classes[letter] ?? '').join('')
  return (/^[aeiou]/.test(even) ? 'A' : '') + consonants
}

/**
 * The sounds of a Latin word with its vowels, coarse: what other scripts merge is merged (l and r, b p v f, e and i, o and
 * u). "Omega", "омега" and "omega" from kana are one. For names too short for `soundKey`.
 */
export function earKey(latin: string): string {
  return latin
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '')
    .replace(/ph/g, 'f')
    .replace(/sch|tch|sh|ch|th|ts/g, 's')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/x/g, 'ks')
    .replace(/[bpvf]/g, 'p')
    .replace(/[gcq]/g, 'k')
    .replace(/[zj]/g, 's')
    .replace(/d/g, 't')
    .replace(/r/g, 'l')
    .replace(/[iy]/g, 'e')
    .replace(/[uw]/g, 'o')
    .replace(/m(?=p)/g, 'n')
    .replace(/(.)\1+/g, '$1')
}

/** Chinese characters that names of foreign brands are spelled with by sound; a name of other characters has a meaning. */
const spellingCharacters =
  '阿埃艾安奥巴芭班邦宝保贝本比彼宾波伯博布查昌彻楚茨茨达戴丹当道德登邓迪狄蒂丁杜顿多恩尔法凡范梵菲斐费芬丰佛弗福芙盖冈高戈歌格根古圭果哈海汉豪赫华惠霍基吉加佳嘉杰金津京卡凯坎康考柯科克肯寇蔻库夸奎拉莱兰朗劳勒雷里丽利力莉立廉林琳隆卢鲁路露伦罗洛玛马迈曼芒茅梅美门蒙米密明摩莫墨默姆慕穆娜纳奈南尼妮宁纽诺努欧帕派潘庞佩彭皮平珀普奇齐恰乔切琴丘萨塞赛桑瑟森莎沙珊尚绍舍申圣诗施士仕史舒司丝斯思松苏所索塔台泰坦汤唐陶特滕提天廷图托瓦万旺威薇维韦卫魏温文翁沃乌武伍西希锡熙夏香肖谢辛欣星兴修雅亚扬耀耶叶伊依宜易意因英尤雨约泽扎詹珍芝哲兹佐驰耐瑞瓴思玺登翠多芬彪'

export const isSpelledBySound = (han: string): boolean =>
  Array.from(han).every((char) => spellingCharacters.includes(char))
