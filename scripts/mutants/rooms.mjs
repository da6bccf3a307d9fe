// Which tests answer for which files: a room's own, and no others.

/** `builds`: its tests run the compiled program or the page's bundle, so that a harmed file must be built first. */
const room = (name, files, tests, builds = false) => ({ name, files, tests, builds })

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
  room('store', /^src\/store\/(?!migrations)/, ['test/store']),
  room('vault', /^src\/vault\//, ['test/vault']),
  room('evidence', /^src\/evidence\//, ['test/evidence']),
  room('crawler', /^src\/crawler\//, ['test/crawler']),
  room('web', /^src\/web\/(?!page\/)/, ['test/web']),
  room('page', /^src\/web\/page\/.*\.ts$/, ['test/web/page']),
  room('cli', /^src\/(cli|app|telemetry)\//, ['test/cli'], true),
]
