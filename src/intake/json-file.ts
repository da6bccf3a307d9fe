import { decodeBody } from '../model/charset.ts'
import type { Asked, Reading, SourceFile } from './intake.ts'
import { readJsonLines } from './json-lines.ts'
import { readJsonText, refuseDeep } from './json-text.ts'
import { readSavedPage } from './page.ts'

/**
 * A file that is named .json: a marketplace's answer as it was saved, or listings. Listings are told by their keys, in the
 * first object of a list, or in the first line.
 */
export function readJson(file: SourceFile, asked: Asked): Reading {
  const text = decodeBody(file.bytes)
  refuseDeep(text)
  const head = text.slice(0, 2_000_000)
  if (/^\s*\{[^\n]*\}\s*(?:\n|$)/.test(head) && isListing(firstLine(head))) return readJsonLines(file, asked)
  const list = listOf(text)
  if (list !== null && isListing(list[0])) {
    const lines = list.map((each) => JSON.stringify(each)).join('\n')
    return readJsonLines({ name: file.name, bytes: new TextEncoder().encode(lines) }, asked)
  }
  return { parts: [readSavedPage(file.name, text, asked)], notes: [], mistakes: [] }
}

const firstLine = (text: string): unknown => parsed(text.trimStart().split('\n', 1)[0] ?? '')

function listOf(text: string): unknown[] | null {
  const value = /^\s*\[/.test(text) ? parsed(text) : null
  return Array.isArray(value) ? value : null
}

const isListing = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (('title' in value && 'id' in value) || ('listings' in value && 'outcome' in value))

function parsed(text: string): unknown {
  const read = readJsonText(text)
  return read.ok ? read.value : null
}
