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

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>

/**
 * The key that a press means, in lower case. What the keyboard's layout writes counts; where that is neither a letter nor a
 * digit of ours (French digits without Shift, Cyrillic, Greek, Arabic, kana, an input method at work), the place of the key
 * on the keyboard does (`code`, named after the American layout).
 */
export function meantKey({ key, code, shiftKey }: Press): string {
  const written = key.toLowerCase()
  if (/^[a-z0-9/?]$/.test(written) || code === '') return written
  if (code === 'Slash') return shiftKey ? '?' : '/'
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? []
  if (letter) return letter.toLowerCase()
  const [, digit] = /^(?:Digit|Numpad)(\d)$/.exec(code) ?? []
  // With Shift a digit key writes something else that is meant.
  return digit && !shiftKey ? digit : written
}

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
      const key = meantKey(event)
      const action = current.current[key]
      if (!action || (!keysAreOn() && key !== '?')) return
      event.preventDefault()
      if (!event.repeat || key === 'j' || key === 'k') action()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]')
