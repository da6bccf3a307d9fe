import type { Verb } from './verb.ts'

/** A verb by its name: what it is and does is loaded when it is asked for, with the rooms that it needs. */
export type NamedVerb = { name: string; load(): Promise<Verb> }

/** Every verb, in the order that help lists them. */
export const verbs: readonly NamedVerb[] = [
  { name: 'up', load: async () => (await import('./up.ts')).up },
  { name: 'work', load: async () => (await import('./work.ts')).work },
  { name: 'serve', load: async () => (await import('./work.ts')).serve },
  { name: 'init', load: async () => (await import('./init.ts')).init },
  { name: 'check', load: async () => (await import('./check.ts')).check },
  { name: 'plan', load: async () => (await import('./plan.ts')).plan },
  { name: 'marketplaces', load: async () => (await import('./marketplaces.ts')).marketplaces },
  { name: 'scan', load: async () => (await import('./scan.ts')).scan },
  { name: 'hits', load: async () => (await import('./hits.ts')).hits },
  { name: 'export', load: async () => (await import('./export.ts')).exportVerb },
  { name: 'import', load: async () => (await import('./import.ts')).importVerb },
  { name: 'extract', load: async () => (await import('./extract.ts')).extract },
  { name: 'match', load: async () => (await import('./match.ts')).match },
  { name: 'evaluate', load: async () => (await import('./evaluate.ts')).evaluate },
  { name: 'explain', load: async () => (await import('./explain.ts')).explain },
  { name: 'learn', load: async () => (await import('./learn.ts')).learn },
  { name: 'quality', load: async () => (await import('./quality.ts')).quality },
  { name: 'propose', load: async () => (await import('./propose.ts')).propose },
  { name: 'status', load: async () => (await import('./status.ts')).status },
  { name: 'coverage', load: async () => (await import('./coverage.ts')).coverage },
  { name: 'doctor', load: async () => (await import('./doctor.ts')).doctor },
  { name: 'pictures', load: async () => (await import('./pictures.ts')).pictures },
  { name: 'capture', load: async () => (await import('./capture.ts')).capture },
  { name: 'evidence', load: async () => (await import('./evidence.ts')).evidence },
  { name: 'purchase', load: async () => (await import('./purchase.ts')).purchase },
  { name: 'user', load: async () => (await import('./user.ts')).user },
  { name: 'audit', load: async () => (await import('./audit.ts')).audit },
  { name: 'migrate', load: async () => (await import('./migrate.ts')).migrate },
  { name: 'bazaar', load: async () => (await import('./bazaar.ts')).bazaar },
]

/** The named verbs themselves, loaded. */
export const loaded = (named: readonly NamedVerb[]): Promise<Verb[]> => Promise.all(named.map((each) => each.load()))
