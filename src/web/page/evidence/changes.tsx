import type { ApiBox, ApiChanges } from '../../evidence-api.ts'
import { evidenceClient } from '../evidence-client.ts'
import { ArrowIcon } from '../parts/icons.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { useLoad } from '../parts/use-load.ts'
import { evidenceWords } from '../words/evidence-words.ts'
import { formatInstant } from '../words/format.ts'

type Side = { id: string; at: string }

/** Two captures of one listing side by side, the older first, with what changed marked: fields, words, places of the picture. */
export function Changes({ before, after }: { before: Side; after: Side }) {
  const [state, again] = useLoad(`changes ${before.id} ${after.id}`, () => evidenceClient.changes(before.id, after.id))
  if (state.kind === 'loading') return <Loading />
  if (state.kind === 'failed') return <Failed failure={state.failure} retry={again} />
  const { fields, text, boxes, pictures } = state.value
  const isSame = fields.length === 0 && text.every(({ kind }) => kind === 'more') && boxes?.after.length === 0
  return (
    <div class="changes-of-captures">
      {isSame && <p>{evidenceWords.same}</p>}
      {fields.length > 0 && <Fields fields={fields} />}
      <p class="soft">{boxes ? evidenceWords.boxes(boxes.after.length) : evidenceWords.noBoxes}</p>
      <div class="side-by-side">
        <Picture side={before} tiles={pictures.before} boxes={boxes?.before ?? []} name={evidenceWords.before} />
        <Picture side={after} tiles={pictures.after} boxes={boxes?.after ?? []} name={evidenceWords.after} />
      </div>
      {text.some(({ kind }) => kind !== 'more') && <Lines text={text} />}
    </div>
  )
}

const Fields = ({ fields }: Pick<ApiChanges, 'fields'>) => (
  <dl class="changed-fields">
    {fields.map(({ field, before, after }) => (
      <div key={field}>
        <dt>{evidenceWords.fields[field]}</dt>
        <dd>
          <del>
            <span class="spoken">{evidenceWords.before}: </span>
            <bdi>{before || evidenceWords.nothingSaid}</bdi>
          </del>
          <ArrowIcon />
          <ins>
            <span class="spoken">{evidenceWords.after}: </span>
            <bdi>{after || evidenceWords.nothingSaid}</bdi>
          </ins>
        </dd>
      </div>
    ))}
  </dl>
)

const percent = (share: number): string => `${share * 100}%`

type Pictured = { side: Side; tiles: readonly string[]; boxes: readonly ApiBox[]; name: string }

/** The whole page, its tiles below each other; the frames are shares of it, whatever its size on the screen. */
function Picture({ side, tiles, boxes, name }: Pictured) {
  return (
    <figure>
      <figcaption>
        <strong>{name}</strong> <span class="soft">{formatInstant(side.at)}</span>
      </figcaption>
      <div class="marked-picture">
        {tiles.map((tile, at) => (
          <img
            key={tile}
            src={evidenceClient.pictureOf(side.id, tile)}
            alt={at === 0 ? `${name}: ${formatInstant(side.at)}` : evidenceWords.pictureAlt(at + 1)}
          />
        ))}
        {boxes.map(({ left, top, width, height }) => (
          <i
            key={`${left} ${top}`}
            class="box"
            aria-hidden="true"
            style={{ left: percent(left), top: percent(top), width: percent(width), height: percent(height) }}
          />
        ))}
      </div>
    </figure>
  )
}

const Lines = ({ text }: Pick<ApiChanges, 'text'>) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  <section class="changed-lines" tabIndex={0} data-scrolls aria-label={evidenceWords.changes}>
    {text.map((line, at) =>
      line.kind === 'more' ? (
        <p key={at} class="soft">
          {evidenceWords.moreLines(line.count)}
        </p>
      ) : (
        <p key={at} class={line.kind}>
          {line.kind === 'same' ? (
            <bdi>{line.text}</bdi>
          ) : line.kind === 'gone' ? (
            <del>
              <span class="spoken">{evidenceWords.gone_}: </span>
              <bdi>{line.text}</bdi>
            </del>
          ) : (
            <ins>
              <span class="spoken">{evidenceWords.new_}: </span>
              <bdi>{line.text}</bdi>
            </ins>
          )}
        </p>
      ),
    )}
  </section>
)
