import type { Span } from '../../model/finding.ts'
import type { Name } from './names.ts'

/** How a name was disguised, in words of the finding. */
export type Disguise =
  | 'lookalike letters'
  | 'styled letters'
  | 'full-width letters'
  | 'digits for letters'
  | 'symbols for letters'
  | 'spaces or signs between the letters'
  | 'a break inside the name'
  | 'invisible characters'
  | 'a misspelling'
  | 'spelled by ear'
  | 'the name backwards'
  | 'a picture for the name'
  | 'letters left out'
  | 'the wrong keyboard'
  | 'letters upside down'

/** A place where a listing names the brand. Offsets are those of the original text. `sureness` is 0..1. */
export type Link = {
  name: Name
  span: Span
  written: string
  disguise: Disguise | null
  sureness: number
  byRule: boolean
}
