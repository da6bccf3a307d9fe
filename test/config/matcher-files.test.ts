import { describe, expect, it } from 'vitest'
import { readEvaluation } from '../../config/evaluation.ts'
import { readExchangeRates } from '../../config/exchange-rates.ts'
import { readMatcherFiles, readTerms, readWeights } from '../../config/matcher-files.ts'
import { type Mistake, printMistake } from '../../config/mistake.ts'
import { signals } from '../../src/match/signals/all.ts'

const shipped = readMatcherFiles(null)

describe('the matcher’s files as they ship', () => {
  it('are without a mistake', () => {
    expect(shipped.ok ? [] : shipped.mistakes.map(printMistake)).toEqual([])
  })

  it('weigh every signal there is, and none that is not', () => {
    const weighed = shipped.ok ? Object.keys(shipped.weights.signals).sort() : []
    expect(weighed).toEqual(signals.map(({ id }) => id).sort())
  })

  it('lower with every allow, and raise with every other signal', () => {
    for (const [id, { weight, class: kind }] of Object.entries(shipped.ok ? shipped.weights.signals : {})) {
      expect([id, Math.sign(weight)]).toEqual([id, kind === 'allow' ? -1 : 1])
    }
  })

  it('speak at least 25 languages of wording', () => {
    const wording = shipped.ok ? shipped.lexicon.terms.filter(({ kind }) => kind.startsWith('wording.')) : []
    expect(new Set(wording.map(({ language }) => language)).size).toBeGreaterThanOrEqual(25)
  })

  it('name in “unless” only kinds of goods and cues that exist', () => {
    const terms = shipped.ok ? [...shipped.lexicon.terms, ...shipped.lexicon.pairs] : []
    const kinds = new Set(terms.map(({ kind }) => kind))
    const unknown = terms.flatMap(({ unless }) => unless).filter((kind) => !kinds.has(kind))
    expect([...new Set(unknown)]).toEqual([])
  })

  it('make pairs only of parts that exist', () => {
    const kinds = new Set(shipped.ok ? shipped.lexicon.terms.map(({ kind }) => kind) : [])
    const pairs = shipped.ok ? shipped.lexicon.pairs : []
    expect(pairs.flatMap(({ first, second }) => [first, second]).filter((part) => !kinds.has(part))).toEqual([])
  })
})

const head = 'date\tbase\tcurrency\trate\n'

describe('a rate file', () => {
  it('gives what one unit of base costs', () => {
    const reading = readExchangeRates(`# ours\n${head}2026-01-02\tEUR\tUSD\t1.25\n`, 'r.tsv')
    expect(reading).toEqual({
      ok: true,
      rates: {
        date: '2026-01-02',
        base: 'EUR',
        perBase: new Map([
          ['USD', 1.25],
          ['EUR', 1],
        ]),
      },
    })
  })

  it('is read in the short form of test constants too', () => {
    expect(readExchangeRates('currency\tper_eur\nUSD\t1.1\n', 'fx.tsv')).toMatchObject({ ok: true })
  })

  it.each([
    ['wrong columns', 'a\tb\n', 'r.tsv:1:1  the columns must be date, base, currency, rate (tab-separated)'],
    ['no rates', head, 'r.tsv:1:1  no rates in it'],
    [
      'a rate of nothing',
      `${head}2026-01-02\tEUR\tUSD\t0\n`,
      'r.tsv:2:1  USD: "0" is not a rate above 0, as a plain decimal',
    ],
    [
      'a comma',
      `${head}2026-01-02\tEUR\tUSD\t1,2\n`,
      'r.tsv:2:1  USD: "1,2" is not a rate above 0, as a plain decimal',
    ],
    [
      'no code',
      `${head}2026-01-02\tEUR\tusd\t1\n`,
      'r.tsv:2:1  usd: "usd" is not a currency code of three capital letters',
    ],
    ['a date that is none', `${head}2.1.26\tEUR\tUSD\t1\n`, 'r.tsv:2:1  USD: "2.1.26" is not a date (YYYY-MM-DD)'],
    [
      'a currency twice',
      `${head}2026-01-02\tEUR\tUSD\t1\n2026-01-02\tEUR\tUSD\t2\n`,
      'r.tsv:3:1  USD: USD stands here twice',
    ],
    ['a missing cell', `${head}2026-01-02\tEUR\n2026-01-02\tEUR\tUSD\t1\n`, 'r.tsv:2:1'],
  ])('with %s says where', (_, text, said) => {
    const reading = readExchangeRates(text, 'r.tsv')
    expect(reading.ok ? '' : reading.mistakes.map(printMistake).join('\n')).toContain(said)
  })

  it('of one’s own that cannot be read is said', () => {
    const reading = readMatcherFiles('/nowhere/rates.tsv')
    expect(reading.ok ? '' : reading.mistakes.map(printMistake).join('\n')).toContain('cannot read the exchange rates')
  })
})

describe('a term file', () => {
  const mistakesOf = (row: string): string[] => {
    const mistakes: Mistake[] = []
    readTerms(`term\tlanguage\tkind\tstrength\tunless\tnote\n${row}\n`, 't.tsv', mistakes)
    return mistakes.map(printMistake)
  }

  it.each([
    ['fake\ten\twording.replica\t2\t\t', 't.tsv:2:1  fake: the strength must be 0 to 1, not "2"'],
    ['fake\ten\tnonsense\t1\t\t', 't.tsv:2:1  fake: "nonsense" is no kind of term'],
    ['fake', 't.tsv:2:1  6 cells expected'],
    ['nep*\tnl\twording.replica\t1\t\t', 't.tsv:2:1  nep*: a word that goes on needs four letters'],
  ])('%s: %s', (row, said) => {
    expect(mistakesOf(row).join('\n')).toContain(said)
  })

  it('holds alternatives in one row', () => {
    const terms = readTerms('term\tlanguage\tkind\tstrength\tunless\tnote\na | b\ten\tcue.used\t1\t\t\n', 't.tsv', [])
    expect(terms.map(({ text }) => text)).toEqual(['a', 'b'])
  })
})

describe('a weight file', () => {
  const good = {
    version: '1',
    date: '2026-01-02',
    source: 'x',
    line: 0.5,
    visitLine: 0.3,
    prior: -2,
    caps: { noBrandLink: 0.1, tooFewSignals: 0.3, authorisedSeller: 0.02 },
    signals: { 'brand.exact': { class: 'link', weight: 0.4 } },
  }
  const said = (given: object): string => {
    const mistakes: Mistake[] = []
    readWeights(JSON.stringify({ ...good, ...given }, null, 1), 'w.json', mistakes)
    return mistakes.map(printMistake).join('\n')
  }

  it('that is right has no mistakes', () => {
    expect(said({})).toBe('')
  })

  it.each([
    [{ caps: { ...good.caps, noBrandLink: 0.6 } }, 'noBrandLink: must be below the line (0.5)'],
    [{ visitLine: 0.7 }, 'visitLine: must not be above the line (0.5)'],
    [{ line: 2 }, 'line: '],
    [{ date: 'today' }, 'date: '],
    [{ extra: 1 }, 'extra'],
  ])('%o: %s', (given, text) => {
    expect(said(given)).toContain(text)
  })

  it('that is not JSON says so', () => {
    const mistakes: Mistake[] = []
    expect(readWeights('{', 'w.json', mistakes)).toBeNull()
    expect(mistakes.map(printMistake).join()).toContain('w.json:1:1  not JSON')
  })
})

describe('what the matcher was measured to be worth', () => {
  const good = {
    ...{ matcher: 'a+b', date: '2026-12-01', source: 'x', suspects: 10, others: 20 },
    steps: [
      { line: 0.3, found: 9, wrong: 3 },
      { line: 0.6, found: 5, wrong: 1 },
    ],
  }
  const mistakesOf = (given: object | string) => {
    const mistakes: Mistake[] = []
    readEvaluation(
      typeof given === 'string' ? given : JSON.stringify({ ...good, ...given }),
      'evaluated.json',
      mistakes,
    )
    return mistakes.map(printMistake)
  }

  it('is read where its lines rise and less is found at each', () => {
    expect(mistakesOf({})).toEqual([])
    expect(mistakesOf({ suspects: 8 })).toEqual([expect.stringContaining('steps: line 0.3: more than there are')])
    expect(mistakesOf({ steps: [...good.steps].reverse() })).toEqual([
      expect.stringContaining('steps: line 0.3: must be above the one before'),
      expect.stringContaining('steps: line 0.3: more than before it'),
    ])
    expect(mistakesOf({ others: 0 })).toEqual([expect.stringContaining('others')])
    expect(mistakesOf('{')).toEqual([expect.stringContaining('not JSON')])
  })
})
