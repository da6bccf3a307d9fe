import { z } from 'zod'
import { captureKinds, captureStates } from '../capture/record.ts'
import { evidenceId, hash, instant, person, text } from '../fields.ts'

/** `data/bundle.json`: what is in the bundle, and what was left out and why. */
export const bundleDescription = z.looseObject({
  format: z.literal('morgiana-bundle/1'),
  id: evidenceId,
  made: instant,
  by: person,
  for: text,
  origin: text,
  head: z.looseObject({ size: z.int().min(0), root: text }),
  captures: z.array(
    z.looseObject({
      id: evidenceId,
      kind: z.enum(captureKinds),
      state: z.enum(captureStates),
      use: z.enum(['evidence', 'context']),
    }),
  ),
  purchases: z.array(evidenceId),
  notices: z.array(evidenceId).optional(),
  events: z.array(evidenceId),
  keys: z.array(evidenceId),
  withheld: z.array(z.looseObject({ subject: text, why: text, sha256: hash.optional() })),
})
export type BundleDescription = z.infer<typeof bundleDescription>

export const bagDeclaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
export const sealFiles = ['seal/seal.txt', 'seal/seal.sig', 'seal/tagmanifest.tsr'] as const
export const bagInfoFields = [
  'Bagging-Date',
  'Payload-Oxum',
  'External-Identifier',
  'Source-Organization',
  'Bag-Software-Agent',
] as const
export const readmeHeadings = ['What this proves', 'What this does not prove'] as const

/** A manifest's text: sha256sum's, in the order given. */
export const manifestText = (hashes: Iterable<readonly [path: string, sha256: string]>): string =>
  [...hashes].map(([path, sha256]) => `${sha256}  ${path}\n`).join('')
