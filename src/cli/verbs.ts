import { check } from './check.ts'
import { init } from './init.ts'
import { plan } from './plan.ts'
import type { Verb } from './verb.ts'

/** Every verb, in the order that help lists them. */
export const verbs: readonly Verb[] = [init, check, plan]
