import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

// The judge from outside, which knows the format only from its description; it stands beside the repository, or not.
const judge = fileURLToPath(new URL('../../../shared/tools/verify-bundle.py', import.meta.url))
export const hasJudge = existsSync(judge) && spawnSync('python3', ['--version']).status === 0

export type Judged = { ok: boolean; faults: { file: string; code: string; says: string }[] }

/** One process for many bundles: each would start Python anew. */
const program = `
import sys, json, importlib.util, os
spec = importlib.util.spec_from_file_location('judge', sys.argv[1]); j = importlib.util.module_from_spec(spec); spec.loader.exec_module(j)
for n, line in enumerate(sys.stdin):
    path, trust = json.loads(line); j.faults.clear(); j.notes.clear(); j.tmp = j.tempfile.mkdtemp(prefix='verify-')
    try: j.verify(path, j.load_trust(trust))
    except j.Bad as e:
        if not j.faults: j.fault(os.path.basename(path), 'bundle', e)
    except Exception as e: j.fault(os.path.basename(path), 'check', repr(e))
    print(json.dumps(dict(ok=not j.faults, faults=j.faults)), flush=True); j.shutil.rmtree(j.tmp, ignore_errors=True)
`

/** Judges bundles one after another. @returns null where the judge is not here */
export function openJudge() {
  if (!hasJudge) return null
  const child = spawn('python3', ['-c', program, judge], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    judge: async (path: string, trust: string | null = null): Promise<Judged> => {
      child.stdin.write(`${JSON.stringify([path, trust])}\n`)
      const { value } = await lines.next()
      return JSON.parse(String(value)) as Judged
    },
    close: () => child.kill(),
  }
}
