import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes minutes goes first: begun last, it would keep one core waiting for the other. */
const longest = [/\/test\/operator\//, /\/test\/pipeline\//, /\/test\/capture\//, /\/test\/web\//, /\/test\/contract\//]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((each) => each.test(moduleId))
      return at === -1 ? longest.length : at
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

/**
 * Rooms whose modules keep nothing between tests: their files are run in one process that loads the modules once, which is
 * two thirds of what the suite would cost. What starts programs, browsers or Crawlee, or counts metrics, has a process a file.
 */
const together = [
  ...['app', 'cli', 'config', 'evidence', 'intake', 'lanes', 'marketplaces', 'match', 'model', 'review', 'schedule'],
  ...['search', 'store', 'upkeep', 'vault', 'visit'],
].map((room) => `test/${room}/**/*.test.ts`)

/** What takes minutes and asks more of the machine than of Node: `.ci/run` sees it once, everything else on two versions of Node. */
const long = [
  'test/operator/**/*.test.ts',
  'test/pipeline/!(up|scan).test.ts',
  'test/capture/{capture,saved-block-pages}.test.ts',
  'test/custody/killed.test.ts',
  'test/web/{accessibility,captures-page,card,card-at-hand,evidence-page,hits-page,review-page,screens}.test.ts',
]

const limits = { testTimeout: 60_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...limits, name: 'together', include: together, isolate: false } },
      { test: { ...limits, name: 'apart', include: ['test/**/*.test.ts'], exclude: [...together, ...long] } },
      { test: { ...limits, name: 'long', include: long } },
    ],
  },
})
