import type { ApiCard, ApiMember } from '../../api.ts'
import { CheckIcon } from '../parts/icons.tsx'
import { Text } from '../parts/text.tsx'
import { formatAgo, formatPrice, formatScore } from '../words/format.ts'
import { messages } from '../words/messages.ts'
import { standingOn } from './group-covers.ts'
import type { Made } from './queue.ts'
import { plainText } from './title.ts'

/** What is done with the members of a card's group; `isOpen`: they are shown with all that tells them apart. */
export type GroupActions = {
  out: ReadonlySet<string>
  decided: ReadonlyMap<string, Made>
  takeOut: (member: string) => void
  isOpen: boolean
  setOpen: (isOpen: boolean) => void
  nameOf: (marketplace: string) => string
}

/** The other hits that a verdict on this card is for: as a strip, each of which can be taken out, and why they are together. */
export function Group({ card, made, ...actions }: { card: ApiCard; made: Made | null } & GroupActions) {
  const { group } = card
  const { out, decided, takeOut, isOpen, setOpen } = actions
  if (!group || out.has(card.id)) return null
  const shown = made
    ? group.members.filter(({ id }) => made.others?.includes(id))
    : group.members.filter(({ id }) => !decided.has(id))
  const covered = made ? shown : standingOn(card, out, decided)
  const isShown = (id: string) => covered.some((member) => member.id === id)
  if (shown.length === 0 && !group.last) return null
  const all = () => {
    for (const { id } of shown) if (isShown(id) === covered.length > 0) takeOut(id)
  }
  return (
    <section class="group" aria-labelledby="group-title">
      <div class="group-head">
        <h3 id="group-title">{covered.length > 0 ? messages.groupTitle(covered.length + 1) : messages.groupAlone}</h3>
        {shown.length > 0 && (
          <span class="group-buttons">
            <button
              type="button"
              class="button small"
              aria-expanded={isOpen}
              aria-controls="group-members"
              aria-keyshortcuts="G"
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? messages.groupHide : messages.groupShow}
              <kbd>G</kbd>
            </button>
            {!made && (
              <button type="button" class="button small" onClick={all}>
                {covered.length > 0 ? messages.onlyThis : messages.allAgain}
              </button>
            )}
          </span>
        )}
      </div>
      <Why card={card} shown={shown} made={made} isOpen={isOpen} />
      {shown.length > 0 && (
        <ul id="group-members" class={isOpen ? 'members' : 'strip'} {...(isOpen ? {} : { 'data-scrolls': true })}>
          {shown.map((member) => (
            <Row
              key={member.id}
              member={member}
              isIn={isShown(member.id)}
              toggle={made ? null : () => takeOut(member.id)}
              isOpen={isOpen}
              marketplace={actions.nameOf(member.marketplace)}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

type WhyProps = { card: ApiCard; shown: readonly ApiMember[]; made: Made | null; isOpen: boolean }

function Why({ card, shown, made, isOpen }: WhyProps) {
  const { group } = card
  if (!group) return null
  const why = [...new Set([group.by, ...shown.map(({ by }) => by)].filter((kind) => kind !== null))]
  const later = shown.filter(({ joinedAt }) => joinedAt !== null).length
  const counts = Object.entries(messages.verdicts).flatMap(([verdict, name]) => {
    const count = Object.entries(group.decided).find(([one]) => one === verdict)?.[1]
    return count === undefined ? [] : [messages.countOfVerdict(count, name)]
  })
  return (
    <div class="group-why">
      <p>
        {why.length > 0 && messages.groupWhy(why)}{' '}
        {shown.length > 0 && (made || isOpen) && (
          <span class="soft">{made ? messages.groupDecidedRule : messages.groupRule}</span>
        )}
      </p>
      {(group.joinedAt !== null || later > 0 || group.last) && (
        <p class="joined">
          {group.joinedAt !== null && `${messages.thisJoined} `}
          {later > 0 && `${messages.joined(later)} `}
          {group.last && messages.groupDecided(counts)}{' '}
          {group.last && (
            <span class="soft">
              <bdi>
                {messages.groupLast(
                  messages.verdicts[group.last.verdict],
                  group.last.by,
                  formatAgo(group.last.at, Date.now()),
                )}
              </bdi>
            </span>
          )}
        </p>
      )}
    </div>
  )
}

type RowProps = { member: ApiMember; isIn: boolean; toggle: (() => void) | null; isOpen: boolean; marketplace: string }

/** The same button in both forms: pressed while the verdict is for this one too. */
function Row({ member, isIn, toggle, isOpen, marketplace }: RowProps) {
  const title = plainText(member.title)
  const price = member.price ? formatPrice(member.price) : messages.noPrice
  const named = `${title}, ${price}`
  return (
    <li>
      <button
        type="button"
        class="member"
        disabled={toggle === null}
        aria-label={messages.decideWith(named)}
        aria-pressed={isIn}
        title={isOpen ? undefined : named}
        onClick={() => toggle?.()}
      >
        {member.picture ? (
          <img src={`/pictures/${member.picture}`} alt="" loading="lazy" />
        ) : (
          <span class="thumb none" aria-hidden="true" />
        )}
        <span class="member-price">{price}</span>
        <span class="tick" aria-hidden="true">
          {isIn && <CheckIcon />}
        </span>
      </button>
      {isOpen && <Facts member={member} isIn={isIn} marketplace={marketplace} />}
    </li>
  )
}

function Facts({ member, isIn, marketplace }: { member: ApiMember; isIn: boolean; marketplace: string }) {
  const { by, joinedAt, changes, seller, score } = member
  const facts = [
    messages.score(formatScore(score)),
    seller,
    marketplace,
    by && messages.groupKinds[by],
    joinedAt && messages.joinedLater(formatAgo(joinedAt, Date.now())),
  ]
  return (
    <div class="member-facts">
      <Text text={member.title} />
      <span class="soft">
        <bdi>{facts.filter(Boolean).join(' · ')}</bdi>
      </span>
      {changes.map(({ field, before, after }) => (
        <span key={field} class="soft">
          {messages.fields[field]}: <bdi class="was">{before.slice(-60)}</bdi> → <bdi>{after.slice(-60)}</bdi>
        </span>
      ))}
      {!isIn && <span class="member-out">{messages.takenOut}</span>}
    </div>
  )
}
