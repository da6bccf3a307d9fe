import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readMatcherFiles } from '../../config/matcher-files.ts'
import { pictures } from '../../src/cli/pictures.ts'
import { readPicturesCommand } from '../../src/cli/pictures-command.ts'
import { referencesMax } from '../../src/store/pictures/picture-store.ts'

const page = readFileSync(new URL('../../docs/pictures.md', import.meta.url), 'utf8')
const commands = [...page.matchAll(/^npx morgiana pictures (.*)$/gm)].map((match) => match[1] ?? '')

describe('docs/pictures.md', () => {
  it('shows every word of the command', () => {
    expect(commands.map((command) => command.split(' ')[0])).toEqual(['add', 'list', 'remove', 'alike'])
  })

  it.each(commands)('shows "%s" as it is understood', (command) => {
    expect(readPicturesCommand(pictures, command.split(' '))).toMatchObject({ json: false })
  })

  it('names reasons that there are, and how much they count', () => {
    const files = readMatcherFiles(null)
    if (!files.ok) throw new Error('the matcher files have mistakes')
    const rows = [...page.matchAll(/^\| `(image\.[a-z-]+)` .*\| (strong|medium)\b/gm)]
    expect(rows.map(([, signal, weight]) => [signal, weight])).toEqual([
      ['image.official-copy', files.weights.signals['image.official-copy']?.class],
      ['image.known-fake', files.weights.signals['image.known-fake']?.class],
    ])
  })

  it('names the limit', () => {
    expect(page).toContain(`at most ${referencesMax.toLocaleString('en')} known pictures`)
  })
})
