import type { Io } from '../../src/cli/verb.ts'

/** An Io that keeps what was said. `answers` are what the person at the terminal types; without them there is no terminal. */
export function captureIo(
  answers?: readonly string[],
): Io & { outLines: string[]; errLines: string[]; asked: string[] } {
  const outLines: string[] = []
  const errLines: string[] = []
  const asked: string[] = []
  const left = [...(answers ?? [])]
  return {
    outLines,
    errLines,
    asked,
    out: (line) => outLines.push(line),
    err: (line) => errLines.push(line),
    ...(answers && {
      ask: async (question: string) => {
        asked.push(question)
        return left.shift() ?? null
      },
    }),
    isTerminal: answers !== undefined,
    interrupted: new AbortController().signal,
  }
}
