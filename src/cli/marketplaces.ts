import { settingsOfKey } from '../../config/api-keys.ts'
import type { Settings } from '../../config/settings.ts'
import { isBrowserThere } from '../app/browser.ts'
import { openCommand } from '../app/ground.ts'
import { type NotOffered, notOffered } from '../marketplaces/not-offered.ts'
import { marketplaces as all } from '../marketplaces/registry.ts'
import { canaryKeywordOf, type Marketplace } from '../model/marketplace.ts'
import { robotsText } from '../model/robots-position.ts'
import type { Store } from '../store/store.ts'
import { readArguments } from './arguments.ts'
import { columns } from './columns.ts'
import { type NotAsked, type SearchSettings, type SearchWay, searchWays } from './search-way.ts'
import { exitCode, type Verb } from './verb.ts'

export const marketplaces: Verb = {
  name: 'marketplaces',
  summary: 'each marketplace: ready, unproven, needs a key or a browser, not allowed, paused or not offered, and why',
  usage: 'marketplaces [--json]',
  example: 'morgiana marketplaces',
  async run(args, io, settings) {
    const options = { json: { type: 'boolean' } } as const
    const { values } = readArguments(marketplaces, args, options, { called: 'word', min: 0, max: 0 })
    const hasBrowser = await isBrowserThere(settings)
    const ground = await openCommand(settings)
    try {
      const lanes = new Map((await ground.store.lanes.all()).map((lane) => [lane.marketplace, lane]))
      const states = [
        ...all.map((each) => standingOf(each, { ...settings, hasBrowser }, lanes.get(each.id))),
        ...notOffered.map(standingOfNone),
      ]
      if (values.json) io.out(JSON.stringify(states))
      else for (const line of standingLines(states)) io.out(line)
      return exitCode.fine
    } finally {
      await ground.close()
    }
  },
}

type Lane = Awaited<ReturnType<Store['lanes']['load']>>

/** How a marketplace stands. `asked` are the ways to it, the first one first. Exported for its test. */
export type Standing = {
  id: string
  name: string
  state: 'ready' | 'unproven' | NotAsked | 'paused' | 'not-offered'
  asked: readonly SearchWay[]
  territories: readonly string[]
  api: {
    name: string
    hasKey: boolean
    settings: string[]
    optional: string[]
    keyFrom: string
    callsADay: number | null
  } | null
  noApi: string | null
  robots: Marketplace['robots']
  canary: string | null
  robotsOverride: string | null
  paused: { since: Date | null; blockedBy: string | null; why: string | null; nextTryAt: Date | null } | null
  unproven: string | null
}

export function standingOf(
  market: Marketplace,
  settings: SearchSettings & Pick<Settings, 'canaries'>,
  lane: Lane | undefined,
): Standing {
  const { id, api } = market
  const callsADay = settings.apiCalls.get(id) ?? api?.callsADay ?? null
  const hasKey = settings.apiKeys.has(id)
  const isPaused = lane?.state === 'open'
  const { ways, why } = searchWays(market, settings)
  const { needed, optional } = settingsOfKey(id)
  return {
    id,
    name: market.name,
    state: isPaused ? 'paused' : (why ?? (market.unproven ? 'unproven' : 'ready')),
    asked: ways,
    territories: market.territories.map((each) => each.id),
    api: api ? { name: api.name, hasKey, settings: needed, optional, keyFrom: api.keyFrom, callsADay } : null,
    noApi: market.noApi ?? null,
    robots: market.robots,
    canary: settings.canaries.get(id) ?? canaryKeywordOf(market) ?? null,
    robotsOverride: settings.robotsOverrides.get(id) ?? null,
    paused: isPaused
      ? { since: lane.openedAt, blockedBy: lane.blockedBy, why: lane.why, nextTryAt: lane.probeAt }
      : null,
    unproven: market.unproven ?? null,
  }
}

/** Said rather than left out: whoever looks for it shall not wonder. Exported for its test. */
export const standingOfNone = ({ id, name, why }: NotOffered): Standing => ({
  ...{ id, name, state: 'not-offered', asked: [], territories: [], api: null, noApi: why, robots: 'not known' },
  ...{ canary: null, robotsOverride: null, paused: null, unproven: null },
})

const stateWords = {
  ready: 'ready',
  unproven: 'unproven',
  'needs-key': 'needs a key',
  'not-allowed': 'not allowed by robots.txt',
  'needs-browser': 'needs a browser',
  paused: 'paused',
  'not-offered': 'not offered',
} as const

export function standingLines(standings: readonly Standing[]): string[] {
  const table = standings.map((each) => [
    each.id,
    each.name,
    stateWords[each.state],
    each.asked.map((way) => (way === 'api' ? (each.api?.name ?? way) : way)).join(', then ') || 'nothing',
    `${each.territories.length}`,
    robotsText(each.robots),
  ])
  const head = ['marketplace', 'name', 'state', 'asked by', 'territories', 'robots.txt']
  const notes = standings.flatMap(notesOn)
  return [...columns([head, ...table]), ...(notes.length > 0 ? ['', ...notes] : [])]
}

function notesOn({ id, state, api, noApi, paused, robots, robotsOverride, unproven }: Standing): string[] {
  const notes: string[] = []
  if (paused) {
    const by = paused.blockedBy ? `${paused.blockedBy}: ` : ''
    const next = paused.nextTryAt ? `; next try ${paused.nextTryAt.toISOString()}` : ''
    notes.push(
      `paused since ${paused.since?.toISOString() ?? 'unknown'}: ${by}${paused.why ?? 'no reason kept'}${next}`,
    )
  }
  if (api && !api.hasKey) {
    const need = state === 'needs-key' ? 'needs a key' : `with a key its ${api.name} is asked first`
    const optional = api.optional.length > 0 ? ` (and, where there is one, ${api.optional.join(' or ')})` : ''
    notes.push(`${need}: set ${api.settings.join(' and ')}${optional}; keys are made at ${api.keyFrom}`)
  }
  if (api?.hasKey && api.callsADay === 0) notes.push(`has a key, but MORGIANA_API_CALLS lets it make no call`)
  else if (api?.hasKey && api.callsADay !== null) {
    notes.push(`up to ${api.callsADay.toLocaleString('en-US')} calls a day (UTC) to the ${api.name}, then its pages`)
  }
  if (noApi) notes.push(`${state === 'not-offered' ? 'not offered' : 'no official API'}: ${noApi}`)
  if (robots !== 'not known') notes.push(`robots.txt of ${robots.asOf} (${robots.source}): ${robots.rule}`)
  if (state === 'not-allowed')
    notes.push(
      'its searches are refused, unless MORGIANA_ROBOTS_OVERRIDES gives a reason; pages that people save can be imported',
    )
  if (state === 'needs-browser')
    notes.push('install Chromium (apt-get install chromium), or name one in MORGIANA_CHROMIUM')
  if (robotsOverride) notes.push(`asked in spite of its robots.txt: ${robotsOverride}`)
  if (unproven) notes.push(`unproven: ${unproven}`)
  return notes.map((note) => `${id}: ${note}`)
}
