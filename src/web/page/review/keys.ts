import { useEffect, useRef } from 'preact/hooks'
import type { Verdict } from '../../../model/hit.ts'

export const verdictKeys: readonly { key: string; verdict: Verdict }[] = [
  { key: '1', verdict: 'counterfeit' },
  { key: '2', verdict: 'allowed' },
  { key: '3', verdict: 'not-our-product' },
  { key: '4', verdict: 'unsure' },
  { key: 'h', verdict: 'watch' },
]

const setting = 'morgiana.keys'
export const keysAreOn = (): boolean => localStorage.getItem(setting) !== 'off'
export const setKeysOn = (isOn: boolean): void => localStorage.setItem(setting, isOn ? 'on' : 'off')

/**
 * Calls the action of a single key, wherever the focus is but in a field or a dialog. Held keys do not repeat (but
 * J and K do): a decision is one press.
 */
export function useKeys(actions: Readonly<Record<string, () => void>>): void {
  const current = useRef(actions)
  current.current = actions
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return
      const key = event.key.toLowerCase()
      const action = current.current[key]
      if (!action || (!keysAreOn() && key !== '?')) return
      event.preventDefault()
      if (!event.repeat || key === 'j' || key === 'k') action()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]')
