import { describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { readArguments } from '../../src/cli/arguments.ts'
import { run } from '../../src/cli/run.ts'
import { CommandError, exitCode, type Io, type Verb } from '../../src/cli/verb.ts'
import { loaded, verbs } from '../../src/cli/verbs.ts'
import { DependencyDown } from '../../src/model/dependency-down.ts'
import { StartRefused } from '../../src/model/start-refused.ts'
import { captureIo } from './captured-io.ts'

const settings = readSettings({})
const aVerb = (body: Verb['run']): Verb => ({
  name: 'scan',
  summary: 'looks',
  usage: 'scan [--json] FILE',
  example: 'morgiana scan demo.yaml',
  run: body,
})
const throws = (error: unknown): Verb =>
  aVerb(async () => {
    throw error
  })

const named = (verb: Verb) => ({ name: verb.name, load: async () => verb })

async function ran(argv: string[], verb: Verb = aVerb(async () => exitCode.fine), io: Io = captureIo()) {
  const said = { ...captureIo(), ...io }
  const code = await run(argv, said, settings, [named(verb)])
  return { code, out: said.outLines.join('\n'), err: said.errLines.join('\n') }
}

describe('the table of verbs', () => {
  it('names each verb as it calls itself', async () => {
    expect((await loaded(verbs)).map(({ name }) => name)).toEqual(verbs.map(({ name }) => name))
  })
})

describe('a command line', () => {
  it('runs its verb with the arguments and settings, and ends with its code', async () => {
    const seen: unknown[] = []
    const verb = aVerb(async (args, io, given) => {
      seen.push(args, given.web.port)
      io.out('done')
      return exitCode.partialCoverage
    })
    expect(await ran(['scan', '--debug', 'a', '--json'], verb)).toEqual({ code: 5, out: 'done', err: '' })
    expect(seen).toEqual([['a', '--json'], 8_710])
  })

  it.each([
    [[], 2],
    [['help'], 0],
    [['--help'], 0],
    [['-h'], 0],
  ])('%j lists the verbs and ends with %i', async (argv, code) => {
    const { code: ended, out } = await ran(argv)
    expect(ended).toBe(code)
    expect(out).toMatch(/^ {2}scan {2}looks$/m)
  })

  it.each([
    ['help', 'scan'],
    ['scan', '--help'],
    ['scan', 'file', '-h'],
  ])('%s %s says what the verb does, with an example', async (...argv) => {
    expect(await ran(argv)).toEqual({
      code: 0,
      out: 'looks\n\nusage: morgiana scan [--json] FILE\n\nexample: morgiana scan demo.yaml',
      err: '',
    })
  })

  it('says its version', async () => {
    expect((await ran(['--version'])).out).toMatch(/^morgiana \d+\.\d+\.\d+$/)
  })

  it('lists settings and exit codes', async () => {
    expect((await ran(['help', 'settings'])).out).toMatch(/^# Settings\n/)
    expect((await ran(['help', 'exit-codes'])).out.split('\n')).toHaveLength(Object.keys(exitCode).length)
  })

  it('has help on help, which names every topic', async () => {
    expect((await ran(['help', 'help'])).out).toContain('usage: morgiana help [VERB | settings | exit-codes]')
    expect(await ran(['help', '--help'])).toEqual(await ran(['help', 'help']))
  })

  it.each([
    [['sacn'], 'unknown verb "sacn", did you mean "scan"?'],
    [['dance'], 'unknown verb "dance"; "morgiana help" lists them'],
    [['help', 'setings'], 'no help on "setings", did you mean "settings"?'],
  ])('%j is not understood', async (argv, err) => {
    expect(await ran(argv)).toEqual({ code: 2, out: '', err })
  })
})

describe('mistakes in the settings', () => {
  const wrong = readSettings({ MORGIANA_PORT: 'x', MORGIANA_PROT: '1' })

  it('are all said, and nothing is run', async () => {
    const io = captureIo()
    expect(await run(['scan'], io, wrong, [named(throws(new Error('ran')))])).toBe(3)
    expect(io.errLines.join('\n').split('\n')).toHaveLength(2)
  })

  it('do not stand in the way of help', async () => {
    expect(await run(['help', 'settings'], captureIo(), wrong, [])).toBe(0)
  })
})

describe('a verb that fails', () => {
  it.each([
    ['by a mistake of the person', new CommandError('no such run'), 2, 'no such run'],
    ['by what the mistake says', new CommandError('not yours', exitCode.notAllowed), 4, 'not yours'],
    [
      'by a dead dependency',
      new DependencyDown('PostgreSQL at db:5432 refused\nmore'),
      7,
      'PostgreSQL at db:5432 refused',
    ],
    ['by being refused', new StartRefused('it runs already'), 4, 'it runs already'],
    [
      'by a bug',
      new RangeError('7 of 3'),
      1,
      'a bug in morgiana: 7 of 3 (run again with --debug for the details that a report needs)',
    ],
    [
      'by a bug that throws no error',
      'odd',
      1,
      'a bug in morgiana: odd (run again with --debug for the details that a report needs)',
    ],
  ])('%s', async (_, error, code, err) => {
    expect(await ran(['scan'], throws(error))).toEqual({ code, out: '', err })
  })

  it('shows the stack when it is asked for', async () => {
    const { err } = await ran(['scan', '--debug'], throws(new RangeError('7 of 3')))
    expect(err).toMatch(/^a bug in morgiana: 7 of 3\nRangeError: 7 of 3\n {4}at /)
  })

  it('because it was interrupted ends with 130', async () => {
    const io = { ...captureIo(), interrupted: AbortSignal.abort('SIGINT') }
    expect(await ran(['scan'], throws(new Error('aborted')), io)).toMatchObject({ code: 130, err: 'interrupted' })
  })
})

describe('arguments', () => {
  const options = { json: { type: 'boolean' }, limit: { type: 'string' } } as const
  const verb = aVerb(async (args) => {
    readArguments({ name: 'scan', usage: 'scan [--json] [--limit N] FILE' }, args, options, {
      called: 'file',
      min: 1,
      max: 2,
    })
    return exitCode.fine
  })
  const usage = '\nusage: morgiana scan [--json] [--limit N] FILE'

  it.each([
    [['a'], ''],
    [['--json', 'a', '--limit', '3', 'b'], ''],
    [[], `scan needs a file${usage}`],
    [['a', 'b', 'c'], `scan does not know what to do with "c"${usage}`],
    [['--jsn', 'a'], `unknown option "--jsn", did you mean "--json"?${usage}`],
    [['-z', 'a'], `unknown option "-z"${usage}`],
    [['a', '--limit'], `option '--limit <value>' argument missing${usage}`],
    [['a', '--json=yes'], `option '--json' does not take an argument${usage}`],
  ])('%j', async (args, err) => {
    expect(await ran(['scan', ...args], verb)).toMatchObject({ code: err === '' ? 0 : 2, err })
  })
})
