/** Longer texts are answered and not kept, so that what is kept is bounded in bytes too. */
const keptUnitsMax = 64

/** A pure function of a text that keeps its answers. When it has `most` of them it forgets them all and begins anew. */
export function remembering<Answer>(of: (text: string) => Answer, most: number): (text: string) => Answer {
  const answers = new Map<string, Answer>()
  return (text) => {
    const kept = answers.get(text)
    if (kept !== undefined) return kept
    const answer = of(text)
    if (text.length > keptUnitsMax) return answer
    if (answers.size >= most) answers.clear()
    answers.set(ownCopy(text), answer)
    return answer
  }
}

/** A word that was cut out of a text keeps all of that text in memory; its letters put together anew do not. */
const ownCopy = (text: string): string => text.split('').join('')
