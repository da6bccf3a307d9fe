import type { Drawing } from './palette.ts'

export const jacket: Drawing = ({ body, shade, light, accent }) => `
<path d="M158 66c20-14 64-14 84 0l56 24c22 10 32 40 44 118l6 62-44 8-20-92-4 150H120l-4-150-20 92-44-8 6-62c12-78 22-108 44-118z" fill="${body}"/>
<path d="M158 66c20-14 64-14 84 0l-14 34c-16 10-40 10-56 0z" fill="${shade}"/>
<path d="M200 106v230" stroke="${accent}" stroke-width="6"/><path d="M102 90c-6 40-2 76 14 96l4 150h-8l-4-150-12 0z" fill="${shade}" opacity=".6"/>
<path d="M298 90c6 40 2 76-14 96l-4 150h8l4-150z" fill="${shade}" opacity=".6"/>
<path d="M132 240l48-14v50h-48zM268 240l-48-14v50h48z" fill="${light}" opacity=".5"/>
<path d="M230 146l14-22 10 14 8-10 14 18-12-5-6 8-11-12z" fill="${accent}"/>`

export const backpack: Drawing = ({ body, shade, light, accent }) => `
<path d="M160 84c0-44 80-44 80 0" fill="none" stroke="${shade}" stroke-width="14"/>
<path d="M116 120c0-40 168-40 168 0l16 180c2 28-14 40-40 40H140c-26 0-42-12-40-40z" fill="${body}"/>
<path d="M118 118c20-30 144-30 164 0l4 44c-50 18-122 18-172 0z" fill="${light}" opacity=".7"/>
<path d="M128 222h144l8 84c0 14-8 22-22 22H142c-14 0-22-8-22-22z" fill="${shade}"/>
<path d="M134 238h132" stroke="${accent}" stroke-width="6" stroke-linecap="round"/>
<path d="M150 160v58M250 160v58" stroke="${accent}" stroke-width="10"/><rect x="142" y="196" width="16" height="18" rx="3" fill="#f3f1ec"/><rect x="242" y="196" width="16" height="18" rx="3" fill="#f3f1ec"/>
<path d="M100 190c-20 20-22 90-8 120l10-6zM300 190c20 20 22 90 8 120l-10-6z" fill="${shade}"/>`

export const watch: Drawing = ({ body, shade, light, accent }) => `
<path d="M156 40h88l10 84H146zM146 276h108l-10 84h-88z" fill="${shade}"/>
<path d="M164 40h72l8 80h-88zM156 280h88l-8 80h-72z" fill="${body}"/>
<circle cx="200" cy="200" r="98" fill="#b9bcc2"/><circle cx="200" cy="200" r="90" fill="#8d9198"/><circle cx="200" cy="200" r="80" fill="${body}"/>
<circle cx="200" cy="200" r="80" fill="none" stroke="${light}" stroke-width="3"/><rect x="296" y="188" width="18" height="24" rx="5" fill="#9da1a8"/>
${[0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330].map((turn) => `<rect x="197" y="128" width="6" height="${turn % 90 === 0 ? 18 : 10}" fill="#f3f1ec" transform="rotate(${turn} 200 200)"/>`).join('')}
<path d="M200 200l-34-26" stroke="#f3f1ec" stroke-width="8" stroke-linecap="round"/><path d="M200 200l22-52" stroke="#f3f1ec" stroke-width="5" stroke-linecap="round"/>
<path d="M200 200l8 58" stroke="${accent}" stroke-width="3"/><circle cx="200" cy="200" r="7" fill="${accent}"/>`

export const earphones: Drawing = ({ body, shade, light, accent }) => `
<rect x="96" y="196" width="208" height="132" rx="58" fill="${body}"/><path d="M96 254c0-32 26-58 58-58h92c32 0 58 26 58 58z" fill="${light}"/>
<path d="M96 254h208" stroke="${shade}" stroke-width="5"/><rect x="186" y="270" width="28" height="7" rx="3" fill="${accent}"/>
<g transform="rotate(-14 140 120)"><path d="M112 92c0-26 52-26 54 6 2 22-8 32-20 34v44c0 14-22 14-22 0v-48c-8-6-12-18-12-36z" fill="${body}"/><ellipse cx="126" cy="96" rx="12" ry="18" fill="${shade}"/></g>
<g transform="rotate(14 260 120)"><path d="M288 92c0-26-52-26-54 6-2 22 8 32 20 34v44c0 14 22 14 22 0v-48c8-6 12-18 12-36z" fill="${body}"/><ellipse cx="274" cy="96" rx="12" ry="18" fill="${shade}"/></g>`

export const handbag: Drawing = ({ body, shade, light, accent }) => `
<path d="M136 168c0-108 128-108 128 0" fill="none" stroke="${shade}" stroke-width="13"/><path d="M88 164h224l24 150c2 16-8 26-24 26H88c-16 0-26-10-24-26z" fill="${body}"/>
<path d="M84 164h232l6 40c-60 54-184 54-244 0z" fill="${light}" opacity=".65"/><path d="M64 314c0 16 8 26 24 26h224c16 0 24-10 24-26z" fill="${shade}" opacity=".7"/>
<rect x="176" y="222" width="48" height="34" rx="7" fill="${accent}"/><circle cx="200" cy="239" r="7" fill="#f3f1ec"/>
<circle cx="136" cy="172" r="9" fill="${accent}"/><circle cx="264" cy="172" r="9" fill="${accent}"/>`

export const sunglasses: Drawing = ({ body, shade, light, accent }) => `
<path d="M48 176l-8-34 30 6M352 176l8-34-30 6" fill="none" stroke="${shade}" stroke-width="12" stroke-linecap="round"/>
<path d="M46 166c40-16 92-16 130 0 14 6 34 6 48 0 38-16 90-16 130 0 4 46-8 92-62 92-42 0-62-30-72-62-6-12-34-12-40 0-10 32-30 62-72 62-54 0-66-46-62-92z" fill="${body}"/>
<path d="M62 176c30-10 72-10 100 2-6 34-24 66-56 66-36 0-46-30-44-68zM338 176c-30-10-72-10-100 2 6 34 24 66 56 66 36 0 46-30 44-68z" fill="${shade}"/>
<path d="M74 184l46-6-34 54c-10-12-14-28-12-48zM250 184l46-6-34 50c-8-12-12-28-12-44z" fill="${light}" opacity=".55"/><circle cx="62" cy="172" r="5" fill="${accent}"/><circle cx="338" cy="172" r="5" fill="${accent}"/>`

export const lamp: Drawing = ({ body, shade, light, accent }) => `
<ellipse cx="200" cy="330" rx="76" ry="18" fill="${shade}"/><path d="M124 322c0-14 152-14 152 0v8H124z" fill="${body}"/>
<path d="M194 180h12v146h-12z" fill="${shade}"/><path d="M140 76h120l44 116H96z" fill="${body}"/><path d="M140 76h40l-24 116H96z" fill="${light}" opacity=".6"/>
<ellipse cx="200" cy="192" rx="104" ry="16" fill="#ffe9ad"/><path d="M248 190v44" stroke="${accent}" stroke-width="4"/><circle cx="248" cy="238" r="7" fill="${accent}"/>`
