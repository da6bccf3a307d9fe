import { type Logger, pino } from 'pino'
import type { Settings } from '../../config/settings.ts'

export type Log = Logger

/** JSON lines on standard error, so that standard output stays the command's own. Bind `trace` (a run's id) with `child`. */
export const openLog = (level: Settings['logLevel']): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }))
