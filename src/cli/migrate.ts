import { parseArgs } from 'node:util'
import { migrateDatabase } from '../app/ground.ts'
import { exitCode, type Verb } from './verb.ts'

export const migrate: Verb = {
  name: 'migrate',
  summary: 'brings the database to this version; every start does it too',
  usage: 'migrate',
  example: 'morgiana migrate',
  async run(args, io, settings) {
    parseArgs({ args, options: {} })
    const { applied } = await migrateDatabase(settings)
    io.out(applied.length > 0 ? `applied ${applied.join(', ')}` : 'nothing to do')
    return exitCode.fine
  },
}
