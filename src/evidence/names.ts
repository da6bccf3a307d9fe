/** Why a path may not stand in a bundle, to follow its name; null when it may (EVIDENCE form §1). */
export function nameFault(path: string): string | null {
  if (!/^[A-Za-z0-9._/-]+$/.test(path)) return 'characters outside A-Z a-z 0-9 . _ -'
  if (path.split('/').some((part) => part === '' || part.startsWith('.'))) {
    return 'absolute, hidden, or with an empty, . or .. part'
  }
  return null
}

/** Unique in the log. */
export const isEvidenceId = (text: string): boolean => /^[a-z0-9][a-z0-9-]{3,63}$/.test(text)
