import { useState } from 'preact/hooks'
import type { ApiView, ApiViews } from '../../api.ts'
import { ask } from '../api.ts'
import { Link } from '../frame/link.tsx'
import { FailureFlag } from '../parts/failure-flag.tsx'
import { useLoad } from '../parts/use-load.ts'
import { useRequest } from '../parts/use-request.ts'
import { viewWords } from '../words/view-words.ts'
import { inAddress } from './filter.ts'

/** Filters under names: one's own, and those that others share. */
export function Views({ filter, isAdmin }: { filter: URLSearchParams; isAdmin: boolean }) {
  const [state] = useLoad('views', () => ask<ApiViews>('GET', '/api/views'))
  const [changed, setChanged] = useState<ApiView[] | null>(null)
  const { failure, run } = useRequest()
  const [isNaming, setNaming] = useState(false)
  const views = changed ?? (state.kind === 'loaded' ? state.value.views : [])
  const here = views.find((view) => inAddress(view.filter).toString() === filter.toString())
  const send = (path: string, body?: unknown) =>
    run(async () => {
      setChanged((await ask<ApiViews>('POST', path, body)).views)
      setNaming(false)
    })
  const isFiltered = filter.toString() !== '' && state.kind !== 'loading'
  if (views.length === 0 && !isFiltered) return null
  return (
    <nav class="views" aria-label={viewWords.views}>
      {views.map((view) => (
        <Link key={view.id} to={`/hits?${inAddress(view.filter)}`} class="chip" isHere={view === here}>
          <bdi>{view.name}</bdi> {!view.isOwn && <span class="soft">{viewWords.by(view.by)}</span>}
        </Link>
      ))}
      {here && (here.isOwn || isAdmin) && (
        <button type="button" class="quiet" onClick={() => void send(`/api/views/${here.id}/remove`)}>
          {viewWords.remove(here.name)}
        </button>
      )}
      {isFiltered && !here && !isNaming && (
        <button type="button" class="quiet" onClick={() => setNaming(true)}>
          {viewWords.save}
        </button>
      )}
      {isNaming && (
        <NameIt
          save={(name, isShared) => send('/api/views', { name, isShared, filter: Object.fromEntries(filter) })}
          cancel={() => setNaming(false)}
        />
      )}
      <FailureFlag failure={failure} />
    </nav>
  )
}

function NameIt({ save, cancel }: { save(name: string, isShared: boolean): Promise<void>; cancel(): void }) {
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void save(String(form.get('name')), form.get('shared') === 'on')
  }
  return (
    <form class="name-view" onSubmit={submit}>
      <input
        name="name"
        type="text"
        required
        maxLength={60}
        autoComplete="off"
        aria-label={viewWords.name}
        placeholder={viewWords.name}
        ref={(field) => field?.focus()}
      />
      <label>
        <input name="shared" type="checkbox" /> {viewWords.shared}
      </label>
      <button type="submit" class="button">
        {viewWords.saveGo}
      </button>
      <button type="button" class="quiet" onClick={cancel}>
        {viewWords.cancel}
      </button>
    </form>
  )
}
