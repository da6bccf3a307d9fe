import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readCheckpoint, signCheckpoint } from '../../src/evidence/log/checkpoint.ts'
import { entryText, readEntry } from '../../src/evidence/log/entry.ts'
import { readKeyRecord, signKeyRecord } from '../../src/evidence/log/key-record.ts'
import { type NoteSigner, readNote, signatureBy } from '../../src/evidence/log/signed-note.ts'
import { rawPublicKey, readVkey, verifierKey, vkeyText } from '../../src/evidence/log/verifier-key.ts'
import { readStrictJson } from '../../src/evidence/strict-json.ts'

const origin = 'brand.example/morgiana'
function signer(name = origin): NoteSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { privateKey, key: verifierKey(name, rawPublicKey(publicKey)) }
}

describe('a signed note', () => {
  it('holds for the key that signed it, and for no other', () => {
    const [a, b] = [signer(), signer()]
    const text = signCheckpoint({ origin, size: 7, root: Buffer.alloc(32, 1) }, [a])
    const { note } = readCheckpoint(Buffer.from(text))
    expect(signatureBy(note, a.key)).toBe('holds')
    expect(signatureBy(note, b.key)).toBe('absent')
    const changed = readCheckpoint(Buffer.from(text.replace('\n7\n', '\n8\n'))).note
    expect(signatureBy(changed, a.key)).toBe('false')
  })

  it.each([
    ['no signature', 'a\nb\n'],
    ['a tab', 'a\tb\n\n— x AAAA\n'],
    ['a line that is no signature', 'a\n\nx AAAA\n'],
  ])('with %s is none', (_, text) => {
    expect(() => readNote(Buffer.from(text))).toThrow()
  })

  it('keeps a verifier key through its text, and refuses one whose id is not its own', () => {
    const { key } = signer()
    expect(readVkey(vkeyText(key))).toEqual(key)
    const other = vkeyText(key).replace(/\+[0-9a-f]{8}\+/, '+00000000+')
    expect(() => readVkey(other)).toThrow(/key id/)
  })

  it('announces a key with who signed it before', () => {
    const [before, after] = [signer(), signer()]
    const record = {
      ...{ id: 'key-2', purpose: 'log' as const, key: vkeyText(after.key), from: '2026-11-30T09:00:00.000Z' },
      ...{ replaces: 'key-1', reason: 'yearly change' },
    }
    const read = readKeyRecord(Buffer.from(signKeyRecord(record, [before, after])))
    expect(read).toMatchObject(record)
    expect([before, after].map(({ key }) => signatureBy(read.note, key))).toEqual(['holds', 'holds'])
  })
})

describe('an entry of the log', () => {
  const at = new Date('2026-11-30T09:00:05.123Z')
  const made = { type: 'event' as const, subject: 'cap-12345', record: 'events/ev-1.json', sha256: 'ab'.repeat(32) }

  it('is one line of JSON with its time in milliseconds', () => {
    const text = entryText(made, at)
    expect(text).not.toContain('\n')
    expect(readEntry(Buffer.from(text))).toMatchObject({ ...made, at: '2026-11-30T09:00:05.123Z' })
  })

  it.each([
    ['two lines', (text: string) => `${text}\n`],
    ['a key twice', (text: string) => text.replace('"type"', '"at":"2026-11-30T09:00:05.123Z","type"')],
    ['a stamp where none belongs', (text: string) => text.replace('}', ',"stamp":null}')],
    ['a time that no calendar has', (text: string) => text.replace('2026-11-30', '2026-11-31')],
  ])('with %s is refused', (_, harm) => {
    expect(() => readEntry(Buffer.from(harm(entryText(made, at))))).toThrow()
  })
})

describe('strict JSON', () => {
  it.each([
    ['{"a":1,"a":2}', false],
    ['{"a":{"b":1},"b":{"a":"a:"}}', true],
    ['[{"a":1},{"a":1}]', true],
    ['{"a":"\\"b\\":1","b":[{"x":1,"x":1}]}', false],
    ['﻿{}', false],
  ])('%s is read: %s', (text, isRead) => {
    const read = () => readStrictJson(Buffer.from(text))
    if (isRead) expect(read()).toEqual(JSON.parse(text))
    else expect(read).toThrow()
  })
})
