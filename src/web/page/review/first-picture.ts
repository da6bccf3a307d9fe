import type { ApiCard } from '../../api.ts'

/** The picture that a list shows of a listing. */
export const firstPicture = ({ pictures }: ApiCard): string | null =>
  pictures.flatMap((picture) => ('sha256' in picture ? [picture.sha256] : []))[0] ?? null
