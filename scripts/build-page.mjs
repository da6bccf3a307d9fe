// Bundles the page into a folder: `node scripts/build-page.mjs FOLDER`. Called by the build and by the page's tests.
import { cpSync } from 'node:fs'
import { build } from 'esbuild'

/** @param folder gets main.js, page.css, index.html and icon.svg */
export async function buildPage(folder) {
  await build({
    entryPoints: ['src/web/page/main.tsx', 'src/web/page/page.css'],
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  })
  for (const file of ['index.html', 'icon.svg']) cpSync(`src/web/page/${file}`, `${folder}/${file}`)
}

if (process.argv[1]?.endsWith('build-page.mjs') && process.argv[2]) await buildPage(process.argv[2])
