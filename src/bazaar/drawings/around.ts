import type { Drawing } from './palette.ts'

export const box: Drawing = ({ body, shade, light, accent }) => `
<path d="M60 168l150-44 130 40-150 50z" fill="${light}"/><path d="M60 168l130 46v116L64 282z" fill="${body}"/><path d="M340 164l-150 50v116l146-56z" fill="${shade}"/>
<path d="M52 160l150-46 146 44-158 54z" fill="${body}"/><path d="M52 160l138 52v30L56 190zM348 158l-158 54v30l154-56z" fill="${light}"/>
<path d="M98 262l26-34 16 26 14-15 18 34-16-10-10 8-18-22z" fill="${accent}"/><rect x="232" y="250" width="70" height="26" fill="#f3f1ec" transform="skewY(-19) translate(0 82)"/>`

export const book: Drawing = ({ body, shade, light, accent }) => `
<path d="M104 72l180-18v268l-180 24z" fill="${body}"/><path d="M284 54l18 8v266l-18-6z" fill="#efe9dc"/><path d="M104 72l18 4v268l-18 2z" fill="${shade}"/>
<path d="M122 346l180-18v10l-180 20z" fill="#efe9dc"/><path d="M146 242l40-62 24 38 22-26 34 48-28-14-18 12-30-24z" fill="${accent}"/>
<path d="M148 112l112-11M148 134l76-8" stroke="${light}" stroke-width="9" stroke-linecap="round"/>`

export const careKit: Drawing = ({ body, shade, light, accent }) => `
<path d="M96 136h58v-30h-8l-6-24h-34l-4 24h-6z" fill="${shade}"/><path d="M84 166c0-22 82-22 82 0v150c0 16-82 16-82 0z" fill="${body}"/><rect x="92" y="206" width="66" height="70" fill="#f3f1ec"/><path d="M106 250l14-20 9 13 8-9 12 18z" fill="${accent}"/>
<path d="M202 184c0-12 120-12 120 0v18c0 10-120 10-120 0z" fill="#a5763f"/>${Array.from({ length: 12 }, (_, at) => `<rect x="${207 + at * 9.5}" y="206" width="6" height="34" fill="#e8dcc6"/>`).join('')}
<path d="M210 312c30-46 66-40 108-12 10 10 4 24-10 26-36 6-68 6-92 2-10-2-12-8-6-16z" fill="${light}"/>`

export const buckle: Drawing = ({ body, shade, light, accent }) => `
<rect x="110" y="104" width="180" height="78" rx="16" fill="${body}"/><rect x="140" y="124" width="120" height="30" rx="6" fill="${shade}"/>
<path d="M126 218h148l-14 64c-4 22-16 30-34 30h-52c-18 0-30-8-34-30z" fill="${body}"/><path d="M168 218v-48M232 218v-48" stroke="${light}" stroke-width="16" stroke-linecap="round"/><rect x="182" y="240" width="36" height="44" rx="8" fill="${accent}"/>`

export const labels: Drawing = ({ body, shade, accent }) =>
  Array.from({ length: 12 }, (_, at) => {
    const x = 62 + (at % 3) * 96
    const y = 66 + Math.floor(at / 3) * 70
    return `<rect x="${x}" y="${y}" width="84" height="56" rx="4" fill="${at % 2 ? body : '#f3f1ec'}" stroke="${shade}" stroke-width="2"/><path d="M${x + 16} ${y + 40}l15-24 10 15 9-11 15 20-13-6-6 7-12-12z" fill="${accent}"/><circle cx="${x + 74}" cy="${y + 10}" r="4" fill="${shade}"/>`
  }).join('')
