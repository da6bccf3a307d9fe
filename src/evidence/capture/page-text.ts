/** White space folded, NFC: so that a text is found however it is broken into lines. */
export const foldedText = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim()

const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', copy: '©', reg: '®', trade: '™', euro: '€' },
  ...{ pound: '£', yen: '¥', cent: '¢', hellip: '…', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“' },
  ...{ rdquo: '”', laquo: '«', raquo: '»', middot: '·', bull: '•', times: '×', deg: '°', shy: '\u00ad', eacute: 'é' },
  ...{ auml: 'ä', ouml: 'ö', uuml: 'ü', szlig: 'ß', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', aacute: 'á', iacute: 'í' },
  ...{ oacute: 'ó', uacute: 'ú', ntilde: 'ñ', ccedil: 'ç', egrave: 'è', agrave: 'à', atilde: 'ã', ecirc: 'ê' },
}

/** Character references undone: all by number, and the names that pages use. */
export function unescapedHtml(html: string): string {
  return html.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[name] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Words of three letters and more as they stand there, numbers left out. */
export const wordsOf = (text: string): string[] =>
  (text.match(/[\p{L}\p{N}_]{3,}/gu) ?? []).filter((word) => !/^\p{N}+$/u.test(word))

const blockWords =
  /captcha|verify (?:that )?you(?:'| a)re (?:a )?human|are you (?:a )?(?:robot|human)|not a robot|robot check|unusual traffic|access denied|press (?:and|&) hold|slide to (?:verify|complete)|pardon our interruption|just a moment|checking your browser|enter the characters you see|滑块|验证码|安全验证|請完成驗證|ロボットではない|подтвердите, что вы не робот/i

/** A page of so many characters speaks of other things than the check it may show. */
const blockTextMax = 3_000

/** The words by which a short page shows that it is a block page; null when it does not. */
export function blockWordsIn(text: string, title: string): string | null {
  const plain = foldedText(text)
  if (plain.length >= blockTextMax) return null
  return blockWords.exec(`${plain} ${title}`.replaceAll('’', "'"))?.[0] ?? null
}
