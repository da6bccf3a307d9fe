import { type KeyObject, sign } from 'node:crypto'
import { sha256 } from '../hash.ts'
import { bagDeclaration } from './description.ts'

/** bag-info.txt. */
export const bagInfo = (about: {
  id: string
  made: string
  organisation: string
  software: string
  bytes: number
  files: number
}): string =>
  [
    `Bagging-Date: ${about.made.slice(0, 10)}`,
    `Payload-Oxum: ${about.bytes}.${about.files}`,
    `External-Identifier: ${about.id}`,
    `Source-Organization: ${about.organisation.replace(/\s+/g, ' ')}`,
    `Bag-Software-Agent: ${about.software}`,
    '',
  ].join('\n')

export const bagit = bagDeclaration

/** seal.txt and its signature: a stamp has bytes that nothing in it covers, so it is signed, too. */
export function seal(
  tagManifest: Uint8Array,
  stamp: Uint8Array,
  logKey: KeyObject,
): { text: string; signature: Buffer } {
  const text = `${sha256(tagManifest)}  tagmanifest-sha256.txt\n${sha256(stamp)}  seal/tagmanifest.tsr\n`
  return { text, signature: sign(null, Buffer.from(text), logKey) }
}
