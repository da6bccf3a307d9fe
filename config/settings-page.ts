import { keyParts } from './api-keys.ts'
import { settingsTable } from './settings-table.ts'

/** docs/settings.md, made from the table of settings: `morgiana help settings > docs/settings.md`. Ends with a newline. */
export function settingsPage(): string {
  const rows = Object.values(settingsTable).map(({ env, type, unit, fallback, sentence }) => {
    const shownDefault = fallback === null ? 'none' : `\`${fallback}\``
    return `| \`${env}\` | ${type}${unit ? `, ${unit}` : ''} | ${shownDefault} | ${sentence} |`
  })
  const keys = keyParts.map(({ env, sentence, isOptional }) => {
    return `| \`${env}\` | text (secret)${isOptional ? ', optional' : ''} | none | ${sentence} |`
  })
  return `# Settings

Every setting is an environment variable, read once at the start. An empty one counts as not set. A mistake in any of
them is reported with all others, and nothing starts (exit code 3). This page is made by \`morgiana help settings\`.

| name | type | default | what it does |
|---|---|---|---|
${[...rows, ...keys].join('\n')}
`
}
