import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { aListing } from '../builders.ts'
import { chromiumPath, needsChromium } from './browser.ts'
import { addHits, manyHits } from './served.ts'
import { servedPages } from './served-pages.ts'

describe.skipIf(!chromiumPath)(`the card of a hit${needsChromium}`, () => {
  const pages = servedPages()

  it('shows what one decides on: picture from morgiana, marked words, both prices, reasons by weight', async () => {
    const listing = aListing({
      id: 'x',
      title: 'Halvard Trail Runner 1:1',
      price: { amount: '19.35', currency: 'USD' },
    })
    const photo = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"><circle r="25"/></svg>'
    const saved = await pages.served().vault.savePicture(await sharp(Buffer.from(photo)).png().toBuffer())
    if (saved.kind !== 'saved') throw new Error(saved.why)
    const like = { kind: 'known-picture', of: 'official', name: 'front.jpg', similarity: 0.97 } as const
    const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle r="30"/></svg>'
    await addHits(pages.served(), [
      {
        listing,
        picture,
        score: 0.93,
        findings: [
          { signal: 'seller', weight: 0.4, text: 'The seller is not authorised.' },
          { signal: 'price', weight: 2.9, text: 'A seventh of the price.', span: { field: 'price', start: 0, end: 5 } },
          { signal: 'wording', weight: 2.1, text: '“1:1” means a copy.', span: { field: 'title', start: 21, end: 24 } },
          {
            signal: 'image.official-copy',
            weight: 1.4,
            text: 'Like one of yours.',
            basis: { ...like, sha256: saved.sha256, same: 'photo' },
          },
          { signal: 'allow.style', weight: -0.5, text: 'Says “style”.' },
        ],
      },
    ])
    const page = await pages.at('Dana')
    expect(await page.locator('#card-title mark').textContent()).toBe('1:1')
    expect(await page.locator('.price').textContent()).toContain('$19.35official $129.0015% of official')
    expect(await page.locator('.reasons .weight').allTextContents()).toEqual(['+2.9', '+2.1', '−0.5', '+1.4', '+0.4'])
    expect(await page.locator('.reasons h4').allTextContents()).toEqual(['Price', 'Says so', 'Picture', 'Seller'])
    expect(await page.locator('.notice-reasons').textContent()).toMatch(/^A notice could rest on: .+\.$/)
    expect(await page.locator('.score').textContent()).toBe('93% likely counterfeit')
    const widths = 'Array.from(document.querySelectorAll(".pair img"), (image) => image.naturalWidth)'
    await expect.poll(() => page.evaluate(widths)).toEqual([40, 30])
    const boxes = await Promise.all([0, 1].map((place) => page.locator('.pair img').nth(place).boundingBox()))
    expect(boxes[0]?.width).toBeCloseTo(boxes[1]?.width ?? 0, 0)
    expect(await page.locator('.picture.official figcaption').textContent()).toBe(
      'The same photo as yours, 97% alike, in the same coloursfront.jpg',
    )
    // What a screen reader and a checker of scores need is there, behind a detail.
    expect(await page.locator('.card-main').textContent()).not.toContain('image.official-copy')
    expect(await page.locator('.facts details').textContent()).toContain('image.official-copy')
    expect(await page.locator('p.spoken').textContent()).toBe(
      'Halvard Trail Runner 1:1. $19.35. 93% likely counterfeit. A seventh of the price.',
    )
  })

  it('tells which other hits show the same picture, and goes there', async () => {
    const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><path d="M0 0h90v30L20 70z"/><circle cx="60" cy="50" r="25" fill="#a33"/></svg>`
    const [first, second, third] = manyHits(3)
    await addHits(pages.served(), [{ ...first!, picture }, { ...second! }, { ...third!, picture }])
    const page = await pages.at('Dana')
    await page.getByText('Same picture in another hit').waitFor()
    expect(await page.locator('.same-picture li').textContent()).toContain(' · Bazaar')
    await page.locator('.same-picture a').click()
    await page.locator('#card-title', { hasText: third!.listing.title }).waitFor()
  })

  it('does not compare the price of a lot with the official price of one piece', async () => {
    const price = { amount: '169.95', currency: 'USD', per: 'lot of 10' }
    await addHits(pages.served(), [{ listing: aListing({ id: 'x', price }) }])
    const page = await pages.at('Dana')
    const text = await page.locator('.price').textContent()
    expect(text).toContain('$169.95per lot of 10official $129.00')
    expect(text).not.toContain('of official')
  })

  it('unfolds a description to its end, which the card was not sent with', async () => {
    const description = `${'Same as original. '.repeat(400)}Write to 12345 for more.`
    await addHits(pages.served(), [{ listing: aListing({ id: 'x', description }) }])
    const page = await pages.at('Dana')
    expect(await page.locator('.description').textContent()).not.toContain('12345')
    await page.getByRole('button', { name: 'Read it all (7,224 characters)' }).click()
    await page.locator('.description', { hasText: 'Write to 12345 for more.' }).waitFor()
    expect(await page.locator('.description.folded').count()).toBe(0)
  })

  it('leads to the seller’s hits, and counts how theirs were decided', async () => {
    await addHits(pages.served(), manyHits(3))
    const page = await pages.at('Dana')
    await page.keyboard.press('1')
    await page.locator('.seller-counts', { hasText: '1 Counterfeit' }).waitFor()
    expect(await page.locator('.seller-counts').textContent()).toBe('1 Counterfeit2 open')
    await page.locator('.seller-link').click()
    await page.waitForURL('**/hits?text=shoe-corner')
  })

  it('keeps a note with the verdict, in the audit log, and shows it on the card from then on', async () => {
    await addHits(pages.served(), manyHits(2))
    const page = await pages.at('Dana')
    await page.keyboard.press('n')
    await page.keyboard.type('Sole is wrong, 2 of 3')
    await page.keyboard.press('Enter')
    await page.keyboard.press('1')
    await page.locator('#card-title', { hasText: 'l2' }).waitFor()
    expect(await page.locator('.note').count()).toBe(0)
    const note = async () => (await pages.served().store.audit.latest(1))[0]?.what['note']
    await expect.poll(note, { timeout: 10_000 }).toBe('Sole is wrong, 2 of 3')
    await page.reload()
    await page.locator('.row', { hasText: 'l1' }).waitFor({ state: 'detached' })
    const hit = (await pages.served().store.hits.page({ state: 'decided' }, null, 1)).hits[0]?.id
    await page.goto(`${pages.served().url}/?hit=${hit}`)
    await page.locator('.notes-before', { hasText: 'Sole is wrong, 2 of 3' }).waitFor()
    expect(await page.locator('.notes-before').textContent()).toContain('Counterfeit Dana')
  })

  it('enlarges and moves both pictures together by keys', async () => {
    const square = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><rect width="40" height="60"/></svg>'
    await addHits(pages.served(), [{ listing: aListing(), picture: square }])
    const page = await pages.at('Dana')
    await page.keyboard.press('e')
    const transform = () => page.locator('.large img').getAttribute('style')
    for (const key of ['+', '+', 'ArrowLeft']) await page.keyboard.press(key)
    expect(await transform()).toContain('translate(16.6667%, 0%) scale(2.25)')
    await page.keyboard.press('0')
    expect(await transform()).toContain('translate(0%, 0%) scale(1)')
  })
})
