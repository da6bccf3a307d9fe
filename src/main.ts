#!/usr/bin/env node
import process from 'node:process'
import { readSettings } from '../config/settings.ts'
import { run } from './cli/run.ts'
import { flushed, processIo } from './cli/terminal.ts'
import { marketplaceIds } from './marketplaces/registry.ts'

const settings = readSettings(process.env, marketplaceIds)
const code = await run(process.argv.slice(2), processIo(process), settings)
await flushed(process.stdout, process.stderr)
process.exit(code)
