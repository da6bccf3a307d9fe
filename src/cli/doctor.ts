import type { Ailment } from '../app/doctor/diagnosis.ts'
import { type Examined, examine } from '../app/doctor/examine.ts'
import { readArguments } from './arguments.ts'
import { type ExitCode, exitCode, type Verb } from './verb.ts'

/** The gravest first: it becomes the exit code. */
const codes: readonly [Ailment, ExitCode][] = [
  ['integrity', exitCode.integrityBroken],
  ['dependency', exitCode.dependencyDown],
  ['configuration', exitCode.configuration],
]

export const doctor: Verb = {
  name: 'doctor',
  summary: 'looks at browser, database, queues, vault, keys, clocks, time stamps and heads, and says what to do',
  usage: 'doctor [--json]',
  example: 'morgiana doctor',
  async run(args, io, settings) {
    const { values } = readArguments(doctor, args, { json: { type: 'boolean' } }, { called: 'words', min: 0, max: 0 })
    const say = (each: Examined): void => {
      if (!values.json) for (const line of linesOf(each)) io.out(line)
    }
    const found = await examine(settings, () => new Date(), say)
    const wrong = found.filter(({ state }) => state === 'wrong')
    if (values.json) io.out(JSON.stringify({ ok: wrong.length === 0, checks: found }))
    return codes.find(([kind]) => wrong.some((each) => each.kind === kind))?.[1] ?? exitCode.fine
  },
}

const marks = { good: 'ok   ', warning: 'note ', wrong: 'WRONG' } as const

const linesOf = ({ name, state, says, advice }: Examined): string[] => [
  `${marks[state]} ${name}: ${says}`,
  ...(advice === '' ? [] : [`      → ${advice}`]),
]
