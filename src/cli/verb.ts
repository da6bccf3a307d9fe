import type { Settings } from '../../config/settings.ts'

/**
 * What a verb may print to: `out` is standard output, `err` standard error; both take whole lines without the newline.
 * `ask` is there when a person sits at a terminal; it gives `null` when they end the input.
 */
export type Io = {
  out(line: string): void
  err(line: string): void
  ask?(question: string): Promise<string | null>
  isTerminal: boolean
  interrupted: AbortSignal
}

/** DESIGN.md §4. */
export const exitCode = {
  fine: 0,
  bug: 1,
  usage: 2,
  configuration: 3,
  notAllowed: 4,
  partialCoverage: 5,
  hitsFound: 6,
  dependencyDown: 7,
  integrityBroken: 8,
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]

/** One verb of the command line, a file each. `run` returns the exit code and prints nothing else on `io.out` with --json. */
export type Verb = {
  name: string
  summary: string
  usage: string
  example: string
  run(args: string[], io: Io, settings: Settings): Promise<ExitCode>
}

/** A mistake of the person at the keyboard, said without a stack. `code` becomes the exit code. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly code: ExitCode
  constructor(message: string, code: ExitCode = exitCode.usage) {
    super(message)
    this.code = code
  }
}
