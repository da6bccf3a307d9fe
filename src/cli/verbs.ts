import { audit } from './audit.ts'
import { bazaar } from './bazaar.ts'
import { capture } from './capture.ts'
import { check } from './check.ts'
import { coverage } from './coverage.ts'
import { evaluate } from './evaluate.ts'
import { evidence } from './evidence.ts'
import { explain } from './explain.ts'
import { extract } from './extract.ts'
import { hits } from './hits.ts'
import { importVerb } from './import.ts'
import { init } from './init.ts'
import { learn } from './learn.ts'
import { marketplaces } from './marketplaces.ts'
import { match } from './match.ts'
import { migrate } from './migrate.ts'
import { pictures } from './pictures.ts'
import { plan } from './plan.ts'
import { propose } from './propose.ts'
import { purchase } from './purchase.ts'
import { quality } from './quality.ts'
import { scan } from './scan.ts'
import { status } from './status.ts'
import { up } from './up.ts'
import { user } from './user.ts'
import type { Verb } from './verb.ts'
import { serve, work } from './work.ts'

/** Every verb, in the order that help lists them. */
export const verbs: readonly Verb[] = [
  up,
  work,
  serve,
  init,
  check,
  plan,
  marketplaces,
  scan,
  hits,
  importVerb,
  extract,
  match,
  evaluate,
  explain,
  learn,
  quality,
  propose,
  status,
  coverage,
  pictures,
  capture,
  evidence,
  purchase,
  user,
  audit,
  migrate,
  bazaar,
]
