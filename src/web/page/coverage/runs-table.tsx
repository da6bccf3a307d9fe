import type { ComponentChildren } from 'preact'
import type { ApiRun } from '../../api.ts'
import { TableBox } from '../parts/table-box.tsx'
import { formatInstant, formatNumber } from '../words/format.ts'
import { messages } from '../words/messages.ts'

export type Column = { title: string; kind?: 'figure' | 'nowrap' | 'words'; cell(run: ApiRun): ComponentChildren }

type Props = { name: string; runs: readonly ApiRun[]; watches: Record<string, string>; columns: readonly Column[] }

/** A table of runs: when each began and of which watch, then `columns`, then what it found. */
export function RunsTable({ name, runs, watches, columns }: Props) {
  const all: readonly Column[] = [
    { title: messages.started, kind: 'nowrap', cell: (run) => formatInstant(run.plannedAt) },
    { title: messages.watch, kind: 'words', cell: (run) => <bdi>{watches[run.watch] ?? run.watch}</bdi> },
    ...columns,
    { title: messages.listings, kind: 'figure', cell: (run) => formatNumber(run.listings) },
    { title: messages.hits, kind: 'figure', cell: (run) => formatNumber(run.hits) },
  ]
  return (
    <TableBox name={name}>
      <table>
        <thead>
          <tr>
            {all.map(({ title, kind }) => (
              <th scope="col" key={title} class={kind === 'figure' ? kind : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              {all.map(({ title, kind = '', cell }) => (
                <td key={title} class={kind}>
                  {cell(run)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}
