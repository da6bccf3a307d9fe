/** How the reason of a visit begins whose page was asked for and is as it was. */
export const unchangedSaid = 'not changed'
