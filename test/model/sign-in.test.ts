import { describe, expect, it } from 'vitest'
import { readUserName, signinLink, tokenHash, tokenOf } from '../../src/model/sign-in.ts'

describe('a token', () => {
  it('is as random as what it is made of, and is refused for less', () => {
    expect(tokenOf(new Uint8Array(32).fill(255))).toBe(`${'_'.repeat(42)}8`)
    expect(() => tokenOf(new Uint8Array(31))).toThrow(RangeError)
  })

  it('is known by its hash, and sent in a link to the page', () => {
    expect(tokenHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    for (const url of ['https://m.example', 'https://m.example/'])
      expect(signinLink(url, 'abc')).toBe('https://m.example/sign-in?token=abc')
  })
})

describe('a name', () => {
  it.each([
    ['Dana', 'Dana'],
    ['  Dana Weiß ', 'Dana Weiß'],
    ['Ame\u0301lie', 'Amélie'],
    ['山田 太郎', '山田 太郎'],
    ['x'.repeat(60), 'x'.repeat(60)],
  ])('that was typed as %j is %j', (typed, name) => {
    expect(readUserName(typed)).toEqual({ ok: true, name })
  })

  it.each(['', '   ', 'x'.repeat(61), 'Dana\nWeiß', 'Dana\u0000', 'Dana\tW'])(
    'cannot be %j, and why is said',
    (typed) => {
      expect(readUserName(typed)).toEqual({ ok: false, why: expect.stringMatching(/\.$/) })
    },
  )
})
