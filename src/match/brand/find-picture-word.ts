import type { Name } from './names.ts'
import type { Mark, Owned } from './owned-name.ts'

/** A picture that stands for a name; offsets are those of the text. */
export type Pictured = { name: Name; start: number; end: number }

/** Pictures with the words they are read as, for names that are such a word ("🍎" for a brand called Apple). */
const words: Record<string, string> = {
  '🍎': 'apple',
  '🍏': 'apple',
  '🍊': 'orange',
  '🍋': 'lemon',
  '🍓': 'strawberry',
  '🍒': 'cherry',
  '🥭': 'mango',
  '🍑': 'peach',
  '🐆': 'puma',
  '🐯': 'tiger',
  '🦁': 'lion',
  '🐻': 'bear',
  '🐺': 'wolf',
  '🦊': 'fox',
  '🐊': 'crocodile',
  '🐍': 'snake',
  '🐎': 'horse',
  '🐴': 'pony',
  '🦅': 'eagle',
  '🕊': 'dove',
  '🦢': 'swan',
  '🦉': 'owl',
  '🐝': 'bee',
  '🦋': 'butterfly',
  '🐚': 'shell',
  '🐬': 'dolphin',
  '🐼': 'panda',
  '🌹': 'rose',
  '🌞': 'sun',
  '🌙': 'moon',
  '⭐': 'star',
  '🔥': 'fire',
  '❄': 'snow',
  '⚡': 'flash',
  '💎': 'diamond',
  '👑': 'crown',
  '🏆': 'champion',
  '🎯': 'target',
  '🔑': 'key',
  '⚓': 'anchor',
  '🏔': 'mountain',
  '🌊': 'wave',
}

const picture = /\p{Extended_Pictographic}/gu
/** Most pictures of one text that are read. */
const picturesMax = 40

/** Finds pictures that stand for a name of one such word. */
export function pictureFinderOf(names: readonly Name[]): (text: string) => Pictured[] {
  const byWord = new Map(names.filter((name) => name.kind === 'brand').map((name) => [name.folded, name]))
  const known = Object.values(words).some((word) => byWord.has(word))
  if (!known) return () => []
  return (text) =>
    [...text.matchAll(picture)].slice(0, picturesMax).flatMap((match) => {
      const name = byWord.get(words[match[0]] ?? '')
      return name ? [{ name, start: match.index, end: match.index + match[0].length }] : []
    })
}

/** Tells whose names `pictureFinderOf` may find, for the names of many watches. */
export function pictureSpotterOf(owned: readonly Owned[]): (text: string, mark: Mark) => void {
  const readAs = new Set(Object.values(words))
  const pictured = owned.filter(({ name }) => name.kind === 'brand' && readAs.has(name.folded))
  if (pictured.length === 0) return () => undefined
  return (text, mark) => {
    if (!/[^\0-\xff]/.test(text)) return
    for (const [sign] of text.matchAll(picture)) {
      for (const { name, owner } of pictured) if (name.folded === words[sign]) mark(owner)
    }
  }
}
