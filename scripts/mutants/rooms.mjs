// Which tests answer for which files: a room's own, and no others.

/**
 * `reached`: by what its tests come to its files. By 'imports', those run that import a harmed file; of the compiled 'program',
 * which must be built first, and of the page's 'bundle', which tests make themselves, all run.
 */
const room = (name, files, tests, reached = 'imports') => ({ name, files, tests, reached })

export const rooms = [
  room('model', /^src\/model\//, ['test/model']),
  room('marketplaces', /^src\/marketplaces\//, ['test/marketplaces']),
  room('match', /^src\/match\/(?!handler)/, ['test/match']),
  room('intake', /^src\/intake\//, ['test/intake']),
  room('config', /^config\//, ['test/config']),
  room('queues', /^queues\//, ['test/queues', 'test/contract']),
  room('stages', /^src\/(schedule|search|visit|review|upkeep|lanes|capture)\/|^src\/match\/handler/, [
    'test/schedule',
    'test/search',
    'test/visit',
    'test/review',
    'test/upkeep',
    'test/lanes',
    'test/capture',
    'test/match',
  ]),
  room('custody', /^src\/custody\//, ['test/custody']),
  room('store', /^src\/store\/(?!migrations)/, ['test/store']),
  room('vault', /^src\/vault\//, ['test/vault']),
  room('evidence', /^src\/evidence\//, ['test/evidence']),
  room('crawler', /^src\/crawler\//, ['test/crawler']),
  room('reader', /^src\/reader\//, ['test/reader']),
  room('web', /^src\/web\/(?!page\/)/, ['test/web']),
  room('page', /^src\/web\/page\/.*\.ts$/, ['test/web'], 'bundle'),
  room('bazaar', /^src\/bazaar\//, ['test/bazaar']),
  room('postgres', /^src\/postgres\//, ['test/postgres']),
  // What puts the rooms together is seen where they work together.
  room('app', /^src\/(app|telemetry)\//, ['test/app', 'test/pipeline', 'test/cli'], 'program'),
  room('cli', /^src\/cli\//, ['test/cli'], 'program'),
]
