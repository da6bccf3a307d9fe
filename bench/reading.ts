// Ours, from served page to values: the crawler (robots, declared origins, address guard, limits) and the marketplace's
// reader (embedded data against cards, money, hidden text), nothing kept.
import { report, taskOf } from './contestant.ts'
import { openReading } from './open-reading.ts'

const task = taskOf(process.argv[2])
const reading = openReading(task)
await report(reading.run, task.urls)
await reading.close()
process.exit(0)
