import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { circlesOf } from './tidy/circles.ts'
import { rules } from './tidy/rules.ts'
import { codeOf, functionsOf, importsOf, type SourceFile } from './tidy/source-text.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const notOurs = new Set(['.git', 'node_modules', 'dist', 'data', 'coverage'].map((name) => join(root, name)))
const isText = (name: string): boolean =>
  /\.(ts|tsx|mjs|json|md|ya?ml|tsv|css|html|txt|sh)$/.test(name) || /^(Dockerfile|LICENSE|run|\.[a-z]+)$/.test(name)

function filesIn(folder: string): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    // In a work tree of git's, .git is a file.
    if (notOurs.has(path)) return []
    if (entry.isDirectory()) return filesIn(path)
    if (!entry.isFile() || !isText(entry.name)) return []
    return [{ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }]
  })
}

const house = filesIn(root)

describe('the house', () => {
  it('is read', () => {
    expect(house.map((each) => each.path)).toEqual(expect.arrayContaining(['package.json', 'src/main.ts']))
  })

  it.each(rules)('$says', ({ breaches }) => {
    expect(house.flatMap(breaches)).toEqual([])
  })
})

describe('files that import each other', () => {
  const file = (path: string, ...imports: string[]): SourceFile => ({
    path,
    text: imports.map((each) => `import type { X } from '${each}'`).join('\n'),
  })

  it('are found, types counted in, however long the ring', () => {
    const files = [
      file('src/a.ts', './b.ts'),
      file('src/b.ts', './c.ts', './d.ts'),
      file('src/c.ts', './a.ts'),
      file('src/d.ts', './e.ts'),
      file('src/e.ts'),
    ]
    expect(circlesOf(files)).toEqual([['src/a.ts', 'src/b.ts', 'src/c.ts']])
  })

  it('are not in the house', () => {
    expect(circlesOf(house.filter(({ path }) => /^(src|config|queues)\/.*\.tsx?$/.test(path)))).toEqual([])
  })
})

const lines = (count: number): string => 'x()\n'.repeat(count)

/** For each rule a file that breaks it, and one beside it that does not. */
const planted: [says: string, breaks: SourceFile, keeps: SourceFile][] = [
  [
    'imports go along the arrows',
    { path: 'src/search/a.ts', text: "import { openStore } from '../store/open-store.ts'" },
    { path: 'src/search/a.ts', text: "import type { Store } from '../store/store.ts'" },
  ],
  [
    'imports go along the arrows',
    { path: 'src/match/a.ts', text: "import type { Plan } from '../schedule/plan.ts'" },
    { path: 'src/match/a.ts', text: "import { read } from '../model/money.ts'" },
  ],
  [
    'imports go along the arrows',
    { path: 'src/store/a.ts', text: "import { type A, b } from '../telemetry/log.ts'" },
    { path: 'src/store/a.ts', text: "import { type A, type B } from '../telemetry/log.ts'" },
  ],
  [
    'imports go along the arrows',
    { path: 'src/model/a.ts', text: "export { x } from '../marketplaces/registry.ts'" },
    { path: 'src/model/a.ts', text: "// import { x } from '../marketplaces/registry.ts'" },
  ],
  [
    'imports go along the arrows',
    { path: 'src/web/a.ts', text: "const x = await import('../app/page.ts')" },
    { path: 'src/cli/a.ts', text: "import { x } from '../app/page.ts'" },
  ],
  ['imports go along the arrows', { path: 'src/attic/a.ts', text: '' }, { path: 'src/review/a.ts', text: '' }],
  [
    'imports go along the arrows',
    { path: 'src/crawler/a.ts', text: "import { x } from '../../test/builders.ts'" },
    { path: 'src/crawler/a.ts', text: "import { x } from './lane.ts'" },
  ],
  ['a file has at most 300 lines', { path: 'src/a.ts', text: lines(301) }, { path: 'src/a.ts', text: lines(300) }],
  [
    'a function has at most 70 lines',
    { path: 'src/a.ts', text: `const a = (): { b: 1 } => {\n${lines(69)}}` },
    {
      path: 'src/a.ts',
      text: `const a = {\n${lines(90)}}\nclass B {\n${lines(90)}}\nfunction c(): D {\n${lines(68)}}`,
    },
  ],
  [
    'a file is named after a concept, in kebab-case',
    { path: 'src/model/utils.ts', text: '' },
    { path: 'src/model/utility-poles.ts', text: '' },
  ],
  [
    'a file is named after a concept, in kebab-case',
    { path: 'src/model/readMoney.ts', text: '' },
    { path: 'test/contract/queue.redis.test.ts', text: '' },
  ],
  [
    'the environment is read in main alone',
    { path: 'src/cli/a.ts', text: 'const a = process.env.HOME' },
    { path: 'src/cli/a.ts', text: "const a = 'process.env' // process.env" },
  ],
  [
    'money is no float',
    { path: 'src/a.ts', text: 'Number.parseFloat(x)' },
    { path: 'src/a.ts', text: '// parseFloat(x)' },
  ],
  [
    'no error is dropped',
    { path: 'src/a.ts', text: 'try { a() } catch (e) { /* never mind */ }' },
    { path: 'src/a.ts', text: 'try { a() } catch { b() }' },
  ],
  [
    'no error is dropped',
    { path: 'src/a.ts', text: 'a().catch(() => {})' },
    { path: 'src/a.ts', text: 'a().catch((error) => log.warn(error))' },
  ],
  [
    'no error is dropped',
    { path: 'src/a.ts', text: 'b() // why\n\na().catch(() => null)' },
    { path: 'src/a.ts', text: '// it is gone already\na().catch(() => null)' },
  ],
  [
    'exports have names',
    { path: 'src/a.ts', text: 'export default 1' },
    { path: 'vitest.config.ts', text: 'export default 1' },
  ],
  [
    'pure rooms know no clock and no dice',
    { path: 'src/match/a.ts', text: 'const now = new Date()' },
    { path: 'src/match/a.ts', text: 'const day = new Date(0)' },
  ],
  [
    'pure rooms know no clock and no dice',
    { path: 'src/model/a.ts', text: `const a = \`\${Math.random()}\`` },
    { path: 'src/match/handler.ts', text: 'const now = Date.now()' },
  ],
  [
    'pure rooms do no input or output',
    { path: 'src/marketplaces/ebay/a.ts', text: 'await fetch(url)' },
    { path: 'src/crawler/a.ts', text: 'await fetch(url)' },
  ],
  [
    'pure rooms import nothing that could',
    { path: 'src/schedule/plan.ts', text: "import { readFile } from 'node:fs/promises'" },
    { path: 'src/schedule/plan.ts', text: "import { createHash } from 'node:crypto'" },
  ],
  [
    'modules of our own are not mocked',
    { path: 'test/a.test.ts', text: 'vi.mock(x)' },
    { path: 'test/a.test.ts', text: 'const vi = mock(x)' },
  ],
  [
    'tests wait for events, not for time',
    { path: 'test/a.test.ts', text: 'await new Promise((resolve) => setTimeout(resolve, 50))' },
    { path: 'test/a.test.ts', text: "const late = setTimeout(() => fail('too late'), 5_000)" },
  ],
  [
    'tests wait for events, not for the timers package',
    { path: 'test/a.test.ts', text: "import { setTimeout } from 'node:timers/promises'" },
    { path: 'test/a.test.ts', text: "import { once } from 'node:events'" },
  ],
  [
    'no path of one machine is written down',
    { path: 'docs/a.md', text: `see ${'/'}home/ada/morgiana` },
    { path: 'docs/a.md', text: 'see src/home/page and https://shop.example/home/ada' },
  ],
  [
    'no package registry is written down',
    { path: 'package-lock.json', text: `"resolved": "${'http'}s://packages.example/a.tgz"` },
    { path: 'package-lock.json', text: '"integrity": "sha512-x"' },
  ],
  [
    'the README can be read in one go',
    { path: 'README.md', text: lines(121) },
    { path: 'README.md', text: lines(120) },
  ],
  [
    'the architecture can be read in one go',
    { path: 'ARCHITECTURE.md', text: lines(201) },
    { path: 'ARCHITECTURE.md', text: lines(200) },
  ],
]

describe('a rule', () => {
  it.each(planted)('%s: sees a breach and leaves the rest alone', (says, breaks, keeps) => {
    const rule = rules.find((each) => each.says === says)
    expect(rule?.breaches(breaks)).toHaveLength(1)
    expect(rule?.breaches(keeps)).toEqual([])
  })

  it.each(rules)('$says: is tried', ({ says }) => {
    expect(planted.map(([each]) => each)).toContain(says)
  })
})

describe('reading source text', () => {
  it.each([
    ["a('//') // b", 'a(    )     '],
    ['a(/[/"]/g, 1 / 2)', 'a(      g, 1 / 2)'],
    [`\`a\${b(\`c\`)}d\` + e`, '    b(   )    + e'],
    ['/* a\n b */ c', '    \n      c'],
  ])('leaves the code of %j', (text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  it('tells imports of types from imports of values, over several lines', () => {
    const text =
      "import {\n  type A,\n  type B,\n} from './a.ts'\nimport C, { type D } from '../b.ts'\nimport type * as e from './c.ts'"
    expect(importsOf({ path: 'src/cli/x.ts', text })).toEqual([
      { from: 'src/cli/a.ts', isType: true, line: 1 },
      { from: 'src/b.ts', isType: false, line: 5 },
      { from: 'src/cli/c.ts', isType: true, line: 6 },
    ])
  })

  it('measures functions and methods, not objects, types or classes', () => {
    const text =
      'type A = {\n b: 1\n}\nclass C {\n d(): E {\n  f()\n }\n}\nconst g = async () => {\n}\nfunction h(): { i: 1 } {\n}'
    expect(functionsOf({ path: 'a.ts', text }).map((each) => [each.line, each.lines])).toEqual([
      [5, 3],
      [9, 2],
      [11, 2],
    ])
  })
})
