import type { ApiCard, ApiMember } from '../../api.ts'

/** The members that stand on a card now: those taken out, or decided by themselves, are not among them. */
export const standingOn = (
  { id, group }: ApiCard,
  out: ReadonlySet<string>,
  decided: ReadonlyMap<string, unknown>,
): ApiMember[] =>
  out.has(id) ? [] : (group?.members ?? []).filter((member) => !out.has(member.id) && !decided.has(member.id))

/** What a decision on a card covers beside it. */
export const coversOf = (...given: Parameters<typeof standingOn>): string[] => standingOn(...given).map(({ id }) => id)
