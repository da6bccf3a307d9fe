import { wordingSignal } from './signal.ts'

/** Strong: grade codes of the trade in copies ("1:1", "mirror quality", "primeira linha"). */
export const wordingGrade = wordingSignal('wording.grade', (words) => `Grades the copy: ${words}`)
