import { isPure, roomOf, wrongArrows } from './rooms.ts'
import { codeOf, functionsOf, lineAt, type SourceFile } from './source-text.ts'

/** A rule of the house: what it says, and where a file breaks it, as "file:line: what". */
export type Rule = { says: string; breaches(file: SourceFile): string[] }

const fileLinesMax = 300
const functionLinesMax = 70
const drawers = /(^|\/)(utils?|helpers?|common|lib|shared|managers?|misc)(\/|\.[^/]*$|-)/
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/

const isCode = (path: string): boolean => /\.(ts|tsx|mjs)$/.test(path)
const isOurs = (path: string): boolean => isCode(path) && /^(src|config|queues)\//.test(path)
const isTest = (path: string): boolean => isCode(path) && path.startsWith('test/')

/** A rule about code in which a pattern must not be found, comments and texts left out. */
const never = (says: string, pattern: RegExp, where: (path: string) => boolean = isCode): Rule => ({
  says,
  breaches: ({ path, text }) => (where(path) ? found(codeOf(text), path, pattern) : []),
})

/** The same about the text as it stands, in any file. */
const neverWritten = (says: string, pattern: RegExp, where: (path: string) => boolean): Rule => ({
  says,
  breaches: ({ path, text }) => (where(path) ? found(text, path, pattern) : []),
})

const found = (text: string, path: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => `${path}:${lineAt(text, match.index)}: ${match[0].trim().slice(0, 60)}`)

const longerThan = (says: string, name: string, max: number): Rule => ({
  says,
  breaches: ({ path, text }) => (path === name ? tooLong(path, text, max) : []),
})

function tooLong(path: string, text: string, max: number): string[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return lines > max ? [`${path}: ${lines} lines, at most ${max}`] : []
}

const clockOrDice = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.now\b|\brandom(Bytes|UUID|Int)\b/g
const inputOrOutput = /\bprocess\.|\bfetch\(|\bset(Timeout|Interval|Immediate)\b/g
/** Hashing is allowed, inflating bytes, and what reads a web address or text without asking anybody. */
const nodeModules = /\bfrom 'node:(?!(crypto|url|util|buffer|querystring|zlib)')[^']+'/g
const registryHost = /\bregistry\.(npmjs|yarnpkg|npmmirror)\b|"resolved": "https?:/g

/** `.catch(() => undefined)` may stand where a comment on its line, or on the line above, says why. */
function droppedErrors({ path, text }: SourceFile): string[] {
  if (!isCode(path)) return []
  const code = codeOf(text)
  const lines = text.split('\n')
  const silent = [...code.matchAll(/\.catch\(\s*\(?\w*\)?\s*=>\s*(\{\s*\}|undefined|null)\s*\)/g)]
    .map(({ index }) => lineAt(code, index))
    .filter((line) => ![lines[line - 2], lines[line - 1]].some((each) => /\/\/ |\*\//.test(each ?? '')))
  return [
    ...found(code, path, /\bcatch\s*(\([^)]*\)\s*)?\{\s*\}/g),
    ...silent.map((line) => `${path}:${line}: an error is dropped, and no comment says why`),
  ]
}

export const rules: readonly Rule[] = [
  { says: 'imports go along the arrows', breaches: (file) => (isOurs(file.path) ? wrongArrows(file) : []) },
  {
    says: `a file has at most ${fileLinesMax} lines`,
    breaches: ({ path, text }) => (isCode(path) ? tooLong(path, text, fileLinesMax) : []),
  },
  {
    says: `a function has at most ${functionLinesMax} lines`,
    breaches: (file) =>
      isCode(file.path)
        ? functionsOf(file)
            .filter((each) => !each.holdsTests && each.lines > functionLinesMax)
            .map((each) => `${file.path}:${each.line}: a function of ${each.lines} lines`)
        : [],
  },
  {
    says: 'a file is named after a concept, in kebab-case',
    breaches: ({ path }) => {
      const name = path.split('/').at(-1) ?? ''
      return isCode(path) && (drawers.test(path) || !kebabCase.test(name)) ? [`${path}: the name`] : []
    },
  },
  never(
    'the environment is read in main alone',
    /\bprocess\.env\b/g,
    (path) => isOurs(path) && roomOf(path) !== 'main',
  ),
  never('money is no float', /\bparseFloat\b/g),
  { says: 'no error is dropped', breaches: droppedErrors },
  never('exports have names', /\bexport\s+default\b/g, (path) => isCode(path) && !path.endsWith('.config.ts')),
  never('pure rooms know no clock and no dice', clockOrDice, (path) => isCode(path) && isPure(path)),
  never('pure rooms do no input or output', inputOrOutput, (path) => isCode(path) && isPure(path)),
  neverWritten('pure rooms import nothing that could', nodeModules, (path) => isCode(path) && isPure(path)),
  never('modules of our own are not mocked', /\bvi\s*\.\s*(mock|doMock|hoisted)\b/g, isTest),
  never(
    'tests wait for events, not for time',
    /\bsleep\(|\bsetTimeout\(\s*(resolve|r|done|ok|next)\s*,|=>\s*(void )?setTimeout\(\s*\w+\s*,|\buseFakeTimers\b/g,
    isTest,
  ),
  neverWritten(
    'tests wait for events, not for the timers package',
    /^import .* from 'node:timers\/promises'/gm,
    isTest,
  ),
  neverWritten(
    'no path of one machine is written down',
    /(?<![\w.~/-])\/(work|home|root|Users|tmp)\/[\w.-]+/g,
    (path) => path !== 'test/tidy/rules.ts' && !path.startsWith('test/pages/'),
  ),
  neverWritten('no package registry is written down', registryHost, (path) => path !== 'test/tidy/rules.ts'),
  longerThan('the README can be read in one go', 'README.md', 120),
  longerThan('the architecture can be read in one go', 'ARCHITECTURE.md', 200),
]
