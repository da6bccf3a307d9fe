import type { ApiCustodyEvent } from '../../evidence-api.ts'
import { TableBox } from '../parts/table-box.tsx'
import { evidenceWords } from '../words/evidence-words.ts'
import { formatInstant, formatNumber } from '../words/format.ts'

/** Everything that happened to a capture, in the order of the log. */
export function Custody({ events }: { events: readonly ApiCustodyEvent[] }) {
  if (events.length === 0) return <p class="soft">{evidenceWords.custodyNone}</p>
  return (
    <TableBox name={evidenceWords.custody}>
      <table>
        <thead>
          <tr>
            <th scope="col">{evidenceWords.event}</th>
            <th scope="col">{evidenceWords.when}</th>
            <th scope="col">{evidenceWords.who}</th>
            <th scope="col">{evidenceWords.why}</th>
            <th scope="col">{evidenceWords.entry}</th>
          </tr>
        </thead>
        <tbody>
          {events.map(({ id, type, at, by, reason, entry }) => (
            <tr key={id}>
              <td>{evidenceWords.events[type] ?? type}</td>
              <td class="nowrap">
                <time dateTime={at}>{formatInstant(at)}</time>
              </td>
              <td>
                <bdi>{by?.name}</bdi>
              </td>
              <td>
                <bdi>{reason}</bdi>
              </td>
              <td>{formatNumber(entry)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}
