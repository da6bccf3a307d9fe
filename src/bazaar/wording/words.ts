import type { Language } from '../territories.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import { pt } from './pt.ts'
import { ru } from './ru.ts'
import { tr } from './tr.ts'
import type { Wording } from './wording.ts'
import { zh } from './zh.ts'

export const words: Record<Language, Wording> = { en, de, fr, es, pt, ja, zh, ru, tr, ar }

/** Puts values into a phrase's `{slots}`; an unknown slot is dropped, and the blanks that leaves are closed. */
export const fill = (phrase: string, slots: Record<string, string>): string =>
  phrase
    .replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot] ?? '')
    .replace(/ {2,}/g, ' ')
    .replace(/[ ,–]+$/, '')
    .trim()
