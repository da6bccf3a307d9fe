export const number = new Intl.NumberFormat('en')

/** "1 card", "2,000 cards". */
export const counted = (count: number, one: string, many: string): string =>
  `${number.format(count)} ${count === 1 ? one : many}`
