import { hanVariantsOf } from './han-variants.ts'

/** Words for "and" that join two parts of a name, in what sellers write; "" is none. */
const ands = {
  latin: ['&', 'and', 'und', 'et', 'y', 'e', 'en', 'och', 'og', 'i', "'n'", ''],
  cyrillic: ['&', 'и', 'энд', 'та', 'і', ''],
  han: ['&', '和', '与', '與', ''],
} as const
const latinAnd = /\s*(?:&|\+)\s*|\s+(?:and|und|et|och|og|'?n'?)\s+/iu
const cyrillicAnd = /\s*&\s*|\s+(?:и|энд|та|і)\s+/iu

/** Numbers as they are said, one to nine; and letters, a to z, where a name of two signs may be spelled out. */
const said: readonly { numbers: string; letters: string }[] = [
  {
    numbers: 'one two three four five six seven eight nine',
    letters: 'ay bee cee dee ee ef gee aitch eye jay kay el em en oh pee cue ar ess tee you vee doubleyou ex why zee',
  },
  {
    numbers: 'eins zwei drei vier fünf sechs sieben acht neun',
    letters: 'ah be ce de eh ef ge ha ih jot ka el em en oh pe ku er es te uh vau we ix ypsilon zett',
  },
  {
    numbers: 'un deux trois quatre cinq six sept huit neuf',
    letters: 'a bé cé dé e effe gé ache i ji ka elle emme enne o pé ku erre esse té u vé doublevé ixe igrec zède',
  },
  {
    numbers: 'uno dos tres cuatro cinco seis siete ocho nueve',
    letters: 'a be ce de e efe ge hache i jota ka ele eme ene o pe cu erre ese te u uve uvedoble equis ye zeta',
  },
  {
    numbers: 'um dois três quatro cinco seis sete oito nove',
    letters: 'a bê cê dê e efe gê agá i jota cá ele eme ene o pê quê erre esse tê u vê dáblio xis ípsilon zê',
  },
  {
    numbers: 'uno due tre quattro cinque sei sette otto nove',
    letters:
      'a bi ci di e effe gi acca i ilunga cappa elle emme enne o pi cu erre esse ti u vu vudoppia ics ipsilon zeta',
  },
  {
    numbers: 'een twee drie vier vijf zes zeven acht negen',
    letters: 'a bee cee dee ee ef gee ha ie jee ka el em en oo pee ku er es tee uu vee wee iks ij zet',
  },
]
/** Letters that are named by one letter, or by a word as short, say nothing. */
const spelledMin = 6

/** Words of a firm's name that are written short or whole. */
const firms: readonly (readonly string[])[] = [
  ['labs', 'laboratories', 'laboratory', 'lab'],
  ['bros', 'brothers'],
  ['co', 'company'],
  ['corp', 'corporation'],
  ['intl', 'international'],
  ['st', 'saint'],
  ['mt', 'mount'],
  ['mfg', 'manufacturing'],
]

/** Other ways in which a name is written that are the same name: other words for "and", numbers said, the other Chinese. */
export function formsOf(name: string): string[] {
  const joined = withOtherAnds(name)
  const forms = [...joined, ...[name, ...joined].flatMap(hanVariantsOf)]
  const latin = /^[\p{Script=Latin}\p{N}\s&'.-]+$/u.test(name) ? [name, ...firmForms(name)] : []
  const more = latin.flatMap((form) => (form === name ? numbersSaid(form) : [form, ...numbersSaid(form)]))
  return [...new Set([...forms, ...more])].filter((form) => form !== name)
}

function withOtherAnds(name: string): string[] {
  const isHan = /^[\p{Script=Han}&]+$/u.test(name)
  const [pattern, words] = isHan
    ? ([/&|[和与與]/u, ands.han] as const)
    : /\p{Script=Cyrillic}/u.test(name)
      ? ([cyrillicAnd, ands.cyrillic] as const)
      : ([latinAnd, ands.latin] as const)
  const [left = '', right = '', ...more] = name.split(pattern)
  // A part of one letter is no part: "H&M" is not "HM".
  if (right === '' || more.length > 0 || (!isHan && (left.length < 2 || right.length < 2))) return []
  const space = isHan ? '' : ' '
  return words.map((word) => (word === '' ? `${left}${space}${right}` : `${left}${space}${word}${space}${right}`))
}

function firmForms(name: string): string[] {
  const words = name.split(/\s+/)
  return words.flatMap((word, at) => {
    const same =
      at > 0 || words.length > 1 ? firms.find((firm) => firm.includes(word.toLowerCase().replace('.', ''))) : undefined
    return (same ?? [])
      .filter((other) => other !== word.toLowerCase())
      .map((other) => [...words.slice(0, at), other, ...words.slice(at + 1)].join(' '))
  })
}

/** "3M" is "three em" and "tres eme"; "K7 Labs" is "K seven Labs". */
function numbersSaid(name: string): string[] {
  const match = /^(\p{L}{0,3})[ -]?([1-9])[ -]?(\p{L}{0,1})(?=\s|$)/u.exec(name)
  if (!match) return []
  const [all, before = '', digit = '', after = ''] = match
  if ((before === '') === (after === '')) return []
  const rest = name.slice(all.length)
  const forms = said.flatMap(({ numbers, letters }) => {
    const number = numbers.split(' ')[Number(digit) - 1] ?? ''
    if (before !== '') return [`${before} ${number}${rest}`]
    const letter = letters.split(' ')[after.toLowerCase().charCodeAt(0) - 97] ?? ''
    return [`${number} ${letter}${rest}`]
  })
  return forms.filter((form) => form.replace(/\P{L}/gu, '').length >= spelledMin)
}
