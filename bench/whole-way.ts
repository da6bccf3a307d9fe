// Ours, the whole way: planned, queued, asked, read, stored, scored, hits found. The database's own CPU is told beside it.
import { report, taskOf } from './contestant.ts'
import { openWholeWay } from './open-whole-way.ts'

const task = taskOf(process.argv[2])
const way = await openWholeWay(task)
await report(way.run, task.urls)
await way.close()
process.exit(0)
