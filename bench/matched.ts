import { sayBar } from './bars.ts'
import { linesOf } from './processes.ts'

type Cells = Record<string, string | number>

/** Listings a CPU second, and what it takes to find terms: each way in a process of its own, in this run. */
export async function measureMatching(): Promise<{ matched: Cells[]; terms: Cells[] }> {
  const matched = await eachOf('matching.js')
  const perSecond = (row: Cells | undefined) => Number(row?.['listings/CPU s'])
  console.table(
    matched.map(({ found, 'MB ready': ready, load, ...row }) => ({
      ...row,
      'listings/CPU s': Math.round(perSecond(row)),
      // The first way with as many watches is the naive one.
      'x naive': (perSecond(row) / perSecond(matched.find(({ watches }) => watches === row['watches']))).toFixed(1),
      'found a listing': Number(found).toFixed(2),
      'MB ready': Number(ready).toFixed(1),
      'load of the machine': Number(load).toFixed(1),
    })),
  )
  const ours = matched.find((row) => row['way to match'] === 'ours, 100 watches')
  sayBar('thousand listings a CPU second with 100 watches', perSecond(ours) / 1_000, { least: 20 })
  const terms = await eachOf('terms.js')
  console.table(
    terms.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? Number(value.toFixed(1)) : value]),
      ),
    ),
  )
  return { matched, terms }
}

/** The rows of a program that prints its ways' names, and the row of the one that it is given. */
async function eachOf(file: string): Promise<Cells[]> {
  const rows: Cells[] = []
  for (const name of JSON.parse((await linesOf(file, [])).join('')) as string[]) {
    rows.push(JSON.parse((await linesOf(file, [name])).join('')) as Cells)
  }
  return rows
}
