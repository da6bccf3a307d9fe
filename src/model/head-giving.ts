/** How the newest head of the evidence log fared that is to be given to somebody outside. */
export type HeadGiving = {
  target: string
  size: number
  givenAt: Date | null
  /** When it is tried again; null when it is not. */
  nextAt: Date | null
  why: string | null
}

/** It was tried, and nobody has taken it: until somebody does, a later change of the log is harder to show. */
export const isNotTaken = ({ givenAt, why }: HeadGiving): boolean => givenAt === null && why !== null
