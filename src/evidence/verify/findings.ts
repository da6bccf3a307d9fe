import type { z } from 'zod'
import { Malformed } from '../malformed.ts'

export type Fault = { code: string; file: string; says: string }
export type Note = { file: string; says: string }
export type Checked = { files: number; captures: number; entries: number; events: number; stamps: number }

/** What a verification has found so far: every fault, not the first. */
export type Findings = {
  faults: Fault[]
  notes: Note[]
  checked: Checked
  fault(file: string, code: string, says: string): void
  note(file: string, says: string): void
  /** A check that stumbles over what it reads is a fault of the file, never an end of the verification. */
  guard<T>(file: string, check: () => Promise<T> | T): Promise<T | undefined>
  /** What a schema makes of a value; each thing that is wrong is a fault of the file. */
  parse<T>(file: string, schema: z.ZodType<T>, value: unknown): T | undefined
}

const saysMax = 400

export function openFindings(): Findings {
  const faults: Fault[] = []
  const notes: Note[] = []
  const fault = (file: string, code: string, says: string): void => {
    faults.push({ code, file, says: says.slice(0, saysMax) })
  }
  return {
    faults,
    notes,
    checked: { files: 0, captures: 0, entries: 0, events: 0, stamps: 0 },
    fault,
    note: (file, says) => {
      notes.push({ file, says: says.slice(0, saysMax) })
    },
    guard: async (file, check) => {
      try {
        return await check()
      } catch (error) {
        const says = error instanceof Error ? error.message : String(error)
        fault(
          file,
          error instanceof Malformed ? 'format' : 'check',
          error instanceof Malformed ? says : `cannot be checked: ${says}`,
        )
        return undefined
      }
    },
    parse: (file, schema, value) => {
      const parsed = schema.safeParse(value)
      if (parsed.success) return parsed.data
      for (const issue of parsed.error.issues) fault(file, 'field', `${issue.path.join('.') || 'it'}: ${issue.message}`)
      return undefined
    },
  }
}

/** Puts what a part of a verification found to the rest. */
export function addFindings(to: Findings, from: Findings): void {
  to.faults.push(...from.faults)
  to.notes.push(...from.notes)
  for (const what of ['files', 'captures', 'entries', 'events', 'stamps'] as const)
    to.checked[what] += from.checked[what]
}
