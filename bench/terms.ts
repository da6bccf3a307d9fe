// Finding all terms of the lexicon in the bazaar's texts: our automaton beside packages, each in a process of its own, since
// what one keeps is measured too. `node terms.js` prints the contestants' names, `node terms.js NAME` a row, as JSON.
import { AhoCorasick as Monyone } from '@monyone/aho-corasick/fast'
import Modern from 'modern-ahocorasick'
import { RE2JS } from 're2js'
import { readMatcherFiles } from '../config/matcher-files.ts'
import { goodsOf } from '../src/bazaar/goods.ts'
import { automatonOf } from '../src/match/automaton.ts'
import { folded } from '../src/model/text-folding.ts'

const listings = 2_000
const rounds = 7

/** Makes terms ready, and then counts where they stand in a text. `texts`: how many it is given. */
type Contestant = { name: string; texts: number; ready(terms: readonly string[]): (text: string) => number }

const all = 2 * listings
const contestants: Contestant[] = [
  {
    name: 'loop of includes (each term once)',
    texts: 100,
    ready: (terms) => (text) => terms.filter((term) => text.includes(term)).length,
  },
  {
    name: 'ours',
    texts: all,
    ready(terms) {
      const automaton = automatonOf(terms)
      return (text) => {
        let count = 0
        automaton.find(text, () => {
          count += 1
        })
        return count
      }
    },
  },
  {
    name: '@monyone/aho-corasick, fast',
    texts: all,
    ready(terms) {
      const automaton = new Monyone([...terms])
      return (text) => automaton.matchInText(text).length
    },
  },
  {
    name: 'modern-ahocorasick',
    texts: all,
    ready(terms) {
      const automaton = new Modern(terms)
      return (text) => automaton.search(text).length
    },
  },
  {
    name: 're2js (none that overlap)',
    texts: 20,
    ready(terms) {
      const pattern = RE2JS.compile(terms.map((term) => RE2JS.quote(term)).join('|'))
      return (text) => {
        const matcher = pattern.matcher(text)
        let count = 0
        while (matcher.find()) count += 1
        return count
      }
    },
  },
]

const contestant = contestants.find(({ name }) => name === process.argv[2])
console.log(JSON.stringify(contestant ? rowOf(contestant) : contestants.map(({ name }) => name)))

function rowOf({ name, texts, ready }: Contestant) {
  const files = readMatcherFiles(null)
  if (!files.ok) throw new Error(JSON.stringify(files.mistakes))
  const terms = [...new Set(files.lexicon.terms.map(({ text }) => folded(text.replace(/^\*|\*$/g, ''))))]
  const goods = goodsOf(7, listings)
  const given = Array.from({ length: listings }, (_, at) => goods.ware(at))
    .flatMap(({ title, description = '' }) => [folded(title), folded(description)])
    .slice(0, texts)
  const units = given.reduce((sum, text) => sum + text.length, 0)
  const before = used()
  const start = process.cpuUsage()
  const count = ready(terms)
  const made = cpuMsSince(start)
  const megabytes = (used() - before) / 1e6
  const times: number[] = []
  let found = 0
  for (let round = 0; round < rounds; round += 1) {
    const began = process.cpuUsage()
    found = given.reduce((sum, text) => sum + count(text), 0)
    times.push(cpuMsSince(began))
  }
  const middle = times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN
  return {
    'way to find terms': name,
    terms: terms.length,
    'CPU ns a character': (middle * 1e6) / units,
    'ms to make': made,
    MB: megabytes,
    'found a text': found / given.length,
  }
}

function used(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}
