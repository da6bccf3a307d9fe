import type { JSX } from 'preact'

const draw = (body: JSX.Element) => () => (
  <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    {body}
  </svg>
)

export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" width="22" height="22" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" />
    <path d="M10.2 10.6c3.6 3.5 7.6 7.4 11.7 11.2M21.6 9.8c-3.3 4.2-7.3 8.6-11.4 12.3" />
  </svg>
)
export const SearchIcon = draw(<path d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.4 10.4l3.1 3.1" />)
export const PauseIcon = draw(<path d="M5.5 3.5v9M10.5 3.5v9" />)
export const CheckIcon = draw(<path d="m3 8.5 3.2 3.2L13 4.8" />)
export const OutIcon = draw(<path d="M6.5 3.5h-3v9h9v-3M9 3.5h3.5V7M12.3 3.7 7.5 8.5" />)
export const UndoIcon = draw(<path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.5 3.5l-3 3 3 3" />)
export const CloseIcon = draw(<path d="m4 4 8 8M12 4l-8 8" />)
export const WarnIcon = draw(<path d="M8 2.2 14.3 13H1.7L8 2.2ZM8 6.5v3M8 11.2v.1" />)
export const CloudIcon = draw(
  <path d="M2.5 2.5l11 11M5 12.5h6.5M4.6 6.1A3.2 3.2 0 0 0 4.5 12.5M6.7 4.2a4 4 0 0 1 5.2 3.4 2.6 2.6 0 0 1 1.6 3.6" />,
)
export const KeyboardIcon = draw(<path d="M1.8 4.5h12.4v7.2H1.8zM4 7h.1M6.7 7h.1M9.3 7h.1M12 7h.1M5 9.4h6" />)
export const ArrowIcon = draw(<path d="M3 8h10M9.5 4.5 13 8l-3.5 3.5" />)
