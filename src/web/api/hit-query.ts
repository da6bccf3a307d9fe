import { z } from 'zod'
import { hitStates, verdicts } from '../../model/hit.ts'

const id = z.string().min(1).max(100)

/** The filter of a list of hits as it stands in an address. */
export const hitQuery = {
  state: z.enum(hitStates).exactOptional(),
  watch: id.exactOptional(),
  marketplace: id.exactOptional(),
  verdict: z.enum(verdicts).exactOptional(),
  day: z.iso.date().exactOptional(),
  text: z.string().min(1).max(200).exactOptional(),
  scoreMin: z.coerce.number().min(0).max(1).exactOptional(),
  run: id.exactOptional(),
} as const

export const hitFilter = z.strictObject(hitQuery)
