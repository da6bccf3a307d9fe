import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import { isTyping } from './keys.ts'

/** An arrow moves by about three lines, a page by less than is seen, so that one line is read twice. */
const lineStep = 60
const pageShare = 0.9

/** How far a key moves a box of this height; ±Infinity = to its end; null: it is no key that scrolls. */
export function scrollOf(key: string, shiftKey: boolean, height: number): number | null {
  if (key === 'ArrowDown') return lineStep
  if (key === 'ArrowUp') return -lineStep
  if (key === 'PageDown' || (key === ' ' && !shiftKey)) return height * pageShare
  if (key === 'PageUp' || key === ' ') return -height * pageShare
  if (key === 'End') return Number.POSITIVE_INFINITY
  if (key === 'Home') return Number.NEGATIVE_INFINITY
  return null
}

/**
 * The card's box: it stands at its top for each card, and the keys that scroll a page scroll it, wherever the focus is but in
 * a field, a dialog, or a box that scrolls by itself. Space stays with the button that has the focus.
 */
export function useCardScroll(box: RefObject<HTMLElement | null>, card: string | null): void {
  useLayoutEffect(() => box.current?.scrollTo(0, 0), [card])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { ctrlKey, metaKey, altKey, defaultPrevented, key, shiftKey, target } = event
      if (!box.current || ctrlKey || metaKey || altKey || defaultPrevented) return
      if (isTyping(target) || document.querySelector('dialog[open]')) return
      if (target instanceof Element && (target.closest('[data-scrolls]') || (key === ' ' && isPressed(target)))) return
      const by = scrollOf(key, shiftKey, box.current.clientHeight)
      if (by === null) return
      event.preventDefault()
      const { scrollTop, scrollHeight } = box.current
      box.current.scrollTo(0, Math.min(scrollHeight, Math.max(0, scrollTop + by)))
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

const isPressed = (target: Element): boolean => target.matches('button, a[href], summary, input')
