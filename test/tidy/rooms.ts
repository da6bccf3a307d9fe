import { importsOf, type SourceFile } from './source-text.ts'

const stages = ['schedule', 'search', 'visit', 'match', 'capture', 'review', 'enforce', 'upkeep'] as const
const edges = ['store', 'vault', 'crawler', 'lanes', 'custody', 'queues', 'reader', 'telemetry'] as const
const pure = ['model', 'marketplaces', 'evidence', 'intake', 'export'] as const

/** What a room may import besides itself: `values` (and their types), and `types` only. */
type Arrows = { values: readonly string[]; types: readonly string[] }

const stageArrows: Arrows = {
  values: ['model', 'marketplaces', 'evidence', 'queues/contracts', 'queues/outcome'],
  types: [...edges, 'config', 'queues/job'],
}
const edgeArrows: Arrows = { values: ['model'], types: ['config', 'telemetry', 'marketplaces'] }
const everything = [...stages, ...edges, ...pure, 'config', 'web', 'bazaar', 'queues/contracts', 'queues/outcome']

/** The import rule of the house (ARCHITECTURE.md). A room that is not here may not exist. */
const arrows = new Map<string, Arrows>([
  ['main', { values: ['cli', 'config', 'marketplaces'], types: [] }],
  [
    'cli',
    { values: ['app', 'config', 'telemetry', 'bazaar', ...pure, 'match', 'schedule', 'review'], types: everything },
  ],
  // The composition root: it alone knows all rooms.
  ['app', { values: everything, types: [] }],
  ...stages.map((each) => [each, stageArrows] as const),
  ['web', { values: ['model', 'export'], types: [...stages, ...edges, 'evidence', 'config'] }],
  ['lanes', { values: ['model'], types: ['store', 'telemetry'] }],
  ['postgres', { values: ['model'], types: [] }],
  ['store', { ...edgeArrows, values: ['model', 'postgres', 'evidence'] }],
  ['custody', { values: ['model', 'evidence'], types: ['store', 'vault', 'config', 'telemetry', 'crawler'] }],
  ['vault', edgeArrows],
  ['crawler', { ...edgeArrows, values: ['model', 'evidence'] }],
  ['reader', { values: ['model', 'marketplaces'], types: [] }],
  ['telemetry', edgeArrows],
  [
    'queues',
    {
      values: ['model', 'postgres', 'queues/contracts', 'queues/outcome', 'queues/job'],
      types: ['config', 'telemetry'],
    },
  ],
  ['queues/outcome', { values: ['model'], types: [] }],
  ['queues/job', { values: ['model'], types: ['queues/contracts'] }],
  ['queues/contracts', { values: ['model', 'queues/job'], types: [] }],
  ['config', { values: ['model'], types: [] }],
  ['marketplaces', { values: ['model'], types: [] }],
  ['evidence', { values: ['model'], types: [] }],
  ['intake', { values: ['model', 'marketplaces'], types: [] }],
  ['export', { values: ['model'], types: ['store'] }],
  ['bazaar', { values: ['model'], types: [] }],
  ['model', { values: [], types: [] }],
])

/** The room of a file; `null` for files that the rule is not about (test, bench, scripts). */
export function roomOf(path: string): string | null {
  if (path === 'src/main.ts') return 'main'
  const [, top, next] = /^(src|config|queues|test|bench)\/([^/]+)/.exec(path) ?? []
  if (top === 'src') return next?.replace(/\.tsx?$/, '') ?? null
  if (top === 'config') return 'config'
  if (top === 'queues')
    return next === 'contracts' || next === 'outcome.ts' || next === 'job.ts'
      ? `queues/${next.replace('.ts', '')}`
      : 'queues'
  return top ?? null
}

/** Imports against the rule, as "file:line says…". */
export function wrongArrows(file: SourceFile): string[] {
  const room = roomOf(file.path)
  if (room === null || room === 'test' || room === 'bench') return []
  const allowed = arrows.get(room)
  if (!allowed) return [`${file.path}: there is no room "${room}" in the house`]
  return importsOf(file).flatMap(({ from, isType, line }) => {
    const target = roomOf(from) ?? 'outside'
    const may = target === room || allowed.values.includes(target) || (isType && allowed.types.includes(target))
    return may ? [] : [`${file.path}:${line}: ${room} may not import ${isType ? 'types' : 'values'} of ${target}`]
  })
}

/** Whether a file must do no input or output and know no clock and no dice. */
export function isPure(path: string): boolean {
  const room = roomOf(path) ?? ''
  const isStage = stages.some((each) => each === room)
  return pure.some((each) => each === room) || (isStage && !path.endsWith('/handler.ts'))
}
