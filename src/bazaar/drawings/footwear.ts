import type { Drawing } from './palette.ts'

const laces = (points: readonly (readonly [number, number, number, number])[], colour: string): string =>
  points
    .map(
      ([x1, y1, x2, y2]) =>
        `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${colour}" stroke-width="5" stroke-linecap="round"/>`,
    )
    .join('')

/** Studs under a sole from x to x. */
const lugs = (from: number, to: number, y: number, colour: string): string => {
  const studs: string[] = []
  for (let x = from; x < to; x += 19) studs.push(`<path d="M${x} ${y}h13l-2.500 11h-8.500z" fill="${colour}"/>`)
  return studs.join('')
}

/** The brand's mark: two ridges. */
const mark = (x: number, y: number, colour: string): string =>
  `<path d="M${x} ${y}l20-30 14 20 12-16 22 26-18-8-8 11-16-17z" fill="${colour}"/>`

export const trailShoe: Drawing = ({ body, shade, light, accent }) => `
<path d="M52 244c-4-34 4-70 16-86 8-8 22-4 30 6 12 16 34 20 54 4l22-16c10-6 20-2 24 8 14 30 52 52 96 60 34 6 58 18 60 40l-2 14H54z" fill="${body}"/>
<path d="M52 244c-4-34 4-70 16-86 8-8 22-4 30 6l4 6c-14 22-16 52-12 92H54z" fill="${shade}"/>
<path d="M286 218c36 4 66 18 68 42l-2 14H262c-6-24 2-46 24-56z" fill="${shade}" opacity=".75"/>
<path d="M102 168c14 14 32 16 50 0l22-16c10-6 20-2 24 8l4 7-60 60c-24-12-38-34-40-59z" fill="${light}" opacity=".55"/>
<path d="M150 172l52-18c4 12 10 18 18 26l-54 30z" fill="${light}"/>
${laces(
  [
    [168, 178, 206, 164],
    [180, 192, 217, 176],
    [196, 204, 232, 188],
    [214, 214, 248, 199],
  ],
  accent,
)}
${mark(112, 238, accent)}
<path d="M46 262c60 8 220 8 312-2l2 16c0 12-10 18-24 18H72c-16 0-26-10-26-32z" fill="#f3f1ec"/>
<path d="M46 276c64 8 222 8 312-2 1 12-8 20-22 20H72c-14 0-24-6-26-18z" fill="${accent}" opacity=".9"/>
${lugs(62, 340, 293, shade)}`

export const boot: Drawing = ({ body, shade, light, accent }) => `
<path d="M98 76c26-8 74-8 98 0 6 34 4 66 12 92 10 26 44 38 80 46 36 8 58 22 60 48v14H92c-8-70-4-140 6-200z" fill="${body}"/>
<path d="M98 76c10-3 22-5 36-6-12 66-14 140-6 206H92c-8-70-4-140 6-200z" fill="${shade}"/>
<path d="M276 212c44 6 70 22 72 50v14h-92c-6-28 0-52 20-64z" fill="${shade}" opacity=".8"/>
<path d="M150 86l44-6c4 32 4 62 12 88l16 20-52 26c-16-38-22-84-20-128z" fill="${light}" opacity=".7"/>
<path d="M96 70c28-12 74-12 102 0l-2 18c-30-8-68-8-98 0z" fill="${light}"/>
${laces(
  [
    [154, 104, 196, 98],
    [156, 126, 198, 120],
    [160, 148, 202, 142],
    [166, 170, 208, 162],
    [174, 192, 220, 180],
  ],
  accent,
)}
${mark(176, 256, accent)}
<path d="M86 268c84 8 180 8 266-2l2 18c0 12-8 18-20 18H108c-14 0-22-10-22-34z" fill="#3a352f"/>
<path d="M86 268c84 8 180 8 266-2v10c-86 10-182 10-266 2z" fill="${accent}"/>
${lugs(98, 334, 300, '#24211d')}`

export const sandal: Drawing = ({ body, shade, light, accent }) => `
<path d="M60 240c70 12 200 12 286-6 8 22 2 44-18 48-84 12-176 12-252 0-18-4-24-22-16-42z" fill="${shade}"/>
<path d="M60 240c70 12 200 12 286-6 4 10 3 18-2 24-84 14-200 14-282 2-4-6-5-12-2-20z" fill="${light}"/>
<path d="M238 240c-6-44 14-74 44-84 26 8 46 32 52 68l-30 10c-2-22-10-38-24-46-12 10-16 28-12 50z" fill="${body}"/>
<path d="M78 240c-10-46 0-96 26-122l26 10c-20 28-26 68-20 114z" fill="${body}"/>
<path d="M104 118c40-6 70 10 92 46l46 64-30 8-40-56c-16-24-34-34-64-32z" fill="${body}"/>
<path d="M112 172c36-14 72-8 100 12l-8 20c-28-16-58-20-92-8z" fill="${accent}"/>
<rect x="150" y="166" width="26" height="26" rx="5" fill="none" stroke="#f3f1ec" stroke-width="5"/>
${lugs(84, 320, 282, shade)}`
