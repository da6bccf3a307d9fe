import { z } from 'zod'
import { evidenceId, hash, instant } from './log/entry.ts'

/** A field that is named without "optional" may not be empty. */
export const text = z.string().refine((value) => value.trim() !== '', 'is empty')
export const person = z.looseObject({ name: text, role: text, organisation: text })
/** A decimal number as text, and an ISO 4217 code. */
export const money = z.looseObject({
  amount: z.string().regex(/^\d+(?:\.\d+)?$/, 'is no decimal number, such as 89.00'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'is no currency code, such as USD'),
})
export const fileReference = z.looseObject({ path: text, sha256: hash, bytes: z.int().min(0), type: text })
export { evidenceId, hash, instant }

export type Person = { name: string; role: string; organisation: string }
