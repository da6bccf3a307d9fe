import type { ComponentChildren } from 'preact'
import { go } from './route.ts'

/** A link inside the page: it can be opened in a new tab like any other. */
export function Link(props: {
  to: string
  class?: string
  label?: string
  isHere?: boolean
  children: ComponentChildren
}) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    const [path = '/', query] = props.to.split('?')
    go(path, new URLSearchParams(query))
  }
  return (
    <a
      href={props.to}
      class={props.class ?? ''}
      aria-label={props.label}
      onClick={follow}
      aria-current={props.isHere ? 'page' : undefined}
    >
      {props.children}
    </a>
  )
}
