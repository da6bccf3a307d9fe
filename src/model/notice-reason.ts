import type { Finding } from './finding.ts'

/**
 * What platforms accept as the reason of a notice. `test-buy` is none by itself: price, seller, origin and quantity only say
 * that a test purchase is worth it. No signal gives `model-does-not-exist`: a person who knows the range says it.
 */
export const noticeReasons = [
  'model-does-not-exist',
  'counterfeit-features',
  'mark-misused',
  'pictures-copied',
  'test-buy',
] as const
export type NoticeReason = (typeof noticeReasons)[number]

/** Each reason in a few words, for people. */
export const noticeReasonWords: Record<NoticeReason, string> = {
  'model-does-not-exist': 'the brand never made this model',
  'counterfeit-features': 'the listing says or shows that it is a copy',
  'mark-misused': 'the mark is disguised or used to attract, by somebody without a licence',
  'pictures-copied': 'official pictures are used without permission',
  'test-buy': 'a test purchase would show (price, seller or origin are no reason by themselves)',
}

/** Which signal gives which reason; one that is in none gives none. */
const reasonOf: readonly (readonly [RegExp, NoticeReason])[] = [
  [/^wording\.(replica|grade|batch|evasion|hidden-link)$|^packaging\./, 'counterfeit-features'],
  [/^brand\.(obfuscated|spam)$|^seller\.lookalike$/, 'mark-misused'],
  [/^image\.official-copy$/, 'pictures-copied'],
  [
    /^(price|circumstance|origin|quantity|supply|category|copy)\.|^seller\.(new|repeat-offender|shop-pattern|replica-shop)$|^wording\.authenticity-odd$|^image\.(logo-hidden|known-fake)$/,
    'test-buy',
  ],
]

/** The reasons that findings give, in the order above; a low price alone gives none but a test purchase. */
export function noticeReasonsOf(findings: readonly Pick<Finding, 'signal' | 'weight'>[]): NoticeReason[] {
  const given = new Set(
    findings
      .filter(({ weight }) => weight > 0)
      .flatMap(({ signal }) => reasonOf.filter(([pattern]) => pattern.test(signal)).map(([, reason]) => reason)),
  )
  return noticeReasons.filter((reason) => given.has(reason))
}
