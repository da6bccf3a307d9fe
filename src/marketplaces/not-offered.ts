/** A marketplace that one would look for and that cannot be offered; `why` is a sentence for people, as of the day it names. */
export type NotOffered = { id: string; name: string; why: string }

export const notOffered: readonly NotOffered[] = [
  {
    id: 'allegro',
    name: 'Allegro',
    // developer.allegro.pl and the issues of its API's repository (4213 of 2021-03-01, 12921 of 2026-01-19, 13887 of 2026-08-21).
    why: 'its search of public offers (GET /offers/listing) has been for verified applications only since 2021-06-01; none is verified any more, and it left the documentation (2026-08-21)',
  },
]
