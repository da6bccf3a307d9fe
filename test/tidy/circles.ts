import { importsOf, type SourceFile } from './source-text.ts'

/**
 * Files that import each other in a ring, types counted in: none of them can be understood, moved or tested first.
 * @returns each ring once, its files in the order of their paths. Tarjan's strongly connected components, linear time.
 */
export function circlesOf(files: readonly SourceFile[]): string[][] {
  const targets = new Map(files.map((file) => [file.path, importsOf(file).map(({ from }) => from)]))
  const rank = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const circles: string[][] = []
  const visit = (path: string): number => {
    const own = rank.size
    rank.set(path, own)
    lowest.set(path, own)
    open.push(path)
    for (const next of targets.get(path) ?? []) {
      if (!targets.has(next)) continue
      if (!rank.has(next)) lowest.set(path, Math.min(lowest.get(path) ?? own, visit(next)))
      else if (open.includes(next)) lowest.set(path, Math.min(lowest.get(path) ?? own, rank.get(next) ?? own))
    }
    const low = lowest.get(path) ?? own
    if (low === own) {
      const ring = open.splice(open.indexOf(path))
      if (ring.length > 1 || targets.get(path)?.includes(path)) circles.push(ring.sort())
    }
    return low
  }
  for (const path of targets.keys()) if (!rank.has(path)) visit(path)
  return circles
}
