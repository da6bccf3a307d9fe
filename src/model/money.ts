/** An exact amount: `amount` is a plain decimal string ("1106.18"), `currency` an ISO 4217 code. */
export type Money = { amount: string; currency: string }

/** A listing's price: the lowest amount printed, `max` the upper end of a range, `per` what it is for, `moq` the fewest that can be bought. */
export type Price = Money & { max?: string; per?: string; moq?: number }
