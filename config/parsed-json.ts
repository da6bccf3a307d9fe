import type { z } from 'zod'

/** The JSON of a file as its schema says. @param say is told of each mistake, by its path. @returns null when there were some */
export function parsedJson<T>(
  text: string,
  shape: z.ZodType<T>,
  say: (path: string, message: string) => void,
): T | null {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    say('', `not JSON: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
  const parsed = shape.safeParse(raw)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) say(issue.path.join('.'), issue.message)
  return null
}
