import type { Reader } from './setting-values.ts'

/** One row of the table of settings. `fallback` is what is read when the name is not set; `null` means "none". */
export type Setting<T> = {
  env: string
  type: string
  unit?: string
  fallback: string | null
  sentence: string
  read: Reader<T>
}
export const setting = <T>(row: Setting<T>): Setting<T> => row
