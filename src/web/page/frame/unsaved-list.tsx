import { WarnIcon } from '../parts/icons.tsx'
import { useCell } from '../review/cell.ts'
import { formatInstant } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { Link } from './link.tsx'
import type { Signed } from './session.ts'

/** Decisions that were not saved: they stay on every screen until the person says that they have read them. */
export function UnsavedNotice({ signed }: { signed: Signed }) {
  const list = useCell(signed.unsaved.list)
  if (list.length === 0) return null
  return (
    <section class="unsaved" aria-labelledby="unsaved">
      <details open={list.length <= 3}>
        <summary>
          <WarnIcon />
          <strong id="unsaved" role="status">
            {messages.unsavedTitle(list.length)}
          </strong>
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard */}
        <ul tabIndex={0} data-scrolls aria-labelledby="unsaved">
          {list.map(({ id, hit, title, verdict, why, at }) => (
            <li key={id}>
              <Link to={`/?hit=${encodeURIComponent(hit)}`}>
                <bdi>{title}</bdi>
              </Link>
              {verdict && <span class={`verdict ${verdict}`}> {messages.verdicts[verdict]}</span>}: <bdi>{why}</bdi>{' '}
              <time class="soft" dateTime={at}>
                {formatInstant(at)}
              </time>
            </li>
          ))}
        </ul>
      </details>
      <button type="button" class="button small" onClick={() => signed.unsaved.clear()}>
        {messages.unsavedRead}
      </button>
    </section>
  )
}
