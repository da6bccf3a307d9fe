import sharp from 'sharp'
import { openVault } from '../../src/vault/open-vault.ts'

/** Saves one picture after the other, none like the one before, until it is killed; says each id. */
const vault = await openVault(process.argv[2] ?? '')
for (;;) {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const picture = sharp({ create: { width: 400, height: 400, channels: 3, background: '#000', noise } })
  const outcome = await vault.savePicture(await picture.png().toBuffer())
  if (outcome.kind === 'saved') process.stdout.write(`${outcome.sha256}\n`)
}
