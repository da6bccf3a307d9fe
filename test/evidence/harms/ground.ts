import type { KeyObject } from 'node:crypto'
import { type Bundle, madeBundle, newOffice, type Office, resealed, type Story } from '../made-bundle.ts'
import type { TestAuthority } from '../test-authority.ts'

/** What harms are made from: bundles of one office, whole, and whatever a story makes of another. */
export type HarmGround = {
  authority: TestAuthority
  office: Office
  whole: Bundle
  /** One listing only. */
  small: Bundle
  start: number
  make(story: Partial<Story>): Promise<Bundle>
  reseal(bundle: Bundle, key?: KeyObject): Bundle
}

/** What is handed to a verifier: files of a folder, with something done to the folder; or a zip; and what is trusted. */
export type Harmed = {
  bundle?: Bundle
  after?: (folder: string) => void
  zip?: Buffer
  trust?: Bundle
}
/** `file`: which one must be named; null where it is the whole. */
export type Harm = readonly [
  name: string,
  file: string | null,
  harm: (ground: HarmGround) => Harmed | Bundle | Promise<Harmed | Bundle>,
]

export async function openHarmGround(authority: TestAuthority): Promise<HarmGround> {
  const office = newOffice()
  const start = Date.now() - 30_000
  const make = (story: Partial<Story>) => madeBundle({ authority, office, start, ...story })
  return {
    ...{ authority, office, start, make },
    whole: await make({}),
    small: await make({ small: true }),
    reseal: (bundle, key = office.signer.privateKey) => resealed(bundle, authority, key),
  }
}

/** A bundle with one file changed, added or, for null, taken away. */
export function but(bundle: Bundle, path: string, bytes: Buffer | string | null): Bundle {
  const harmed = new Map(bundle)
  if (bytes === null) harmed.delete(path)
  else harmed.set(path, Buffer.from(bytes))
  return harmed
}

/** A text of a bundle, written anew. @throws Error when nothing is changed by it: then it would be no harm */
export function edited(bundle: Bundle, path: string, edit: (text: string) => string): Bundle {
  const before = bundle.get(path)!.toString('latin1')
  const after = edit(before)
  if (after === before) throw new Error(`nothing changed in ${path}`)
  return but(bundle, path, Buffer.from(after, 'latin1'))
}
