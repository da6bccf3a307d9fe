/** Encodings whose characters take one byte, or two of which the first is 0x81 or more. */
const known = ['gbk', 'shift_jis', 'windows-1251', 'windows-1252', 'euc-kr', 'big5']
const tables = new Map<string, ReadonlyMap<string, readonly number[]>>()

/**
 * Text as bytes of an old encoding; characters that it lacks become numeric entities, as browsers send them.
 * @throws RangeError for an encoding that the bazaar does not write
 */
export function encodedAs(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  const table = tableOf(encoding)
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else bytes.push(...(table.get(character) ?? new TextEncoder().encode(`&#${code};`)))
  }
  return Uint8Array.from(bytes)
}

/** Node decodes these encodings but does not encode them: so each sequence is decoded once, and the table turned round. */
function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const made = tables.get(encoding)
  if (made) return made
  if (!known.includes(encoding))
    throw new RangeError(`the bazaar does not write ${encoding}; it writes ${known.join(', ')}`)
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, readonly number[]>()
  const note = (bytes: readonly number[]) => {
    const character = decoder.decode(Uint8Array.from(bytes))
    const isOne = [...character].length === 1 && character !== '\ufffd'
    if (isOne && (character.codePointAt(0) ?? 0) >= 0x80 && !table.has(character)) table.set(character, bytes)
  }
  for (let first = 0x80; first <= 0xff; first += 1) note([first])
  if (!encoding.startsWith('windows')) {
    for (let first = 0x81; first <= 0xfe; first += 1)
      for (let second = 0x40; second <= 0xfe; second += 1) note([first, second])
  }
  tables.set(encoding, table)
  return table
}
