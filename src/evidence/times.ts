import { Malformed } from './malformed.ts'

const millis = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const anyFraction = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/

/** Milliseconds since 1970 of a UTC time written with milliseconds, as every record has it. @throws Malformed */
export const instantOf = (text: string): number => read(text, millis)

/** The same for formats of others, where the fraction may be left out. @throws Malformed */
export const instantOfAny = (text: string): number => read(text, anyFraction)

function read(text: string, form: RegExp): number {
  const at = form.test(text) ? Date.parse(text) : Number.NaN
  // Date.parse takes 31 April for 1 May.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== text.slice(0, 19)) {
    throw new Malformed(`not a UTC time: "${text.slice(0, 40)}"`)
  }
  return at
}

export const isInstant = (text: string): boolean => {
  try {
    instantOf(text)
    return true
  } catch (error) {
    if (error instanceof Malformed) return false
    throw error
  }
}

/** Whole seconds, as datapackage.json has them. */
export const wholeSeconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`
