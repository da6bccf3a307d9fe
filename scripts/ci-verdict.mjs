// What the suites of .ci/run came to. Arguments: for each suite its vitest report, and the report of the files that were run once
// more, alone, which may not be there. Two cores are shared by databases, browsers and containers: a deadline can pass for want of
// them. What fails alone, too, has failed; what passed then is named, so that nobody takes it for steady.
import { existsSync, readFileSync } from 'node:fs'

const [command, ...files] = process.argv.slice(2)
/** More failed files than this are no want of cores. */
const againMax = 12

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).testResults : [])
const failedIn = (results) => results.filter(({ status }) => status !== 'passed').map(({ name }) => name)

if (command === 'failed') {
  const names = failedIn(read(files[0]))
  if (names.length > 0 && names.length <= againMax) console.log(names.join('\n'))
} else {
  const tests = []
  for (let at = 0; at < files.length; at += 2) {
    const again = new Map(read(files[at + 1]).map((result) => [result.name, result]))
    for (const name of again.keys()) console.log(`run once more, alone: ${name}`)
    for (const result of read(files[at])) {
      const last = again.get(result.name) ?? result
      tests.push(...last.assertionResults)
      // A file that could not be loaded, or whose set-up failed, has no tests to fail.
      if (last.status !== 'passed' && last.assertionResults.every(({ status }) => status !== 'failed'))
        tests.push({ status: 'failed', fullName: last.name })
    }
  }
  const count = (status) => tests.filter((test) => test.status === status).length
  const skipped = tests.filter((test) => !['passed', 'failed'].includes(test.status))
  for (const test of skipped) console.log(`not run: ${test.fullName}`)
  for (const test of tests.filter(({ status }) => status === 'failed')) console.log(`failed: ${test.fullName}`)
  console.log(`${count('passed')} passed, ${count('failed')} failed, ${skipped.length} skipped`)
  process.exit(count('failed') > 0 || skipped.length > 0 || count('passed') === 0 ? 1 : 0)
}
