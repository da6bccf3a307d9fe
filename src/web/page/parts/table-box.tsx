import type { ComponentChildren } from 'preact'

/** A table that scrolls sideways where it is wider than the page: the keyboard can reach it and move it. */
export const TableBox = ({ name, children }: { name: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  <section class="table-box" aria-label={name} tabIndex={0} data-scrolls>
    {children}
  </section>
)
