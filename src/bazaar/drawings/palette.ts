import type { Colour } from '../catalogue.ts'

/** A product's colours: body, its shaded side, light parts, and what stands out. */
export type Palette = { body: string; shade: string; light: string; accent: string }

export const palettes: Record<Colour, Palette> = {
  black: { body: '#2b2d31', shade: '#17181b', light: '#4a4d54', accent: '#e5532d' },
  white: { body: '#eceae4', shade: '#cbc8bf', light: '#faf9f6', accent: '#2f6db5' },
  blue: { body: '#2f5f9e', shade: '#1e4272', light: '#6d97cc', accent: '#f2b134' },
  green: { body: '#3f6f4f', shade: '#284a34', light: '#79a487', accent: '#f0c649' },
  red: { body: '#b5342f', shade: '#7f211e', light: '#da6c64', accent: '#f4efe6' },
  orange: { body: '#dd7326', shade: '#a85316', light: '#f0a466', accent: '#24344d' },
  grey: { body: '#7d828a', shade: '#575c63', light: '#a9adb4', accent: '#d3e04c' },
  sand: { body: '#c9ab7f', shade: '#9b8058', light: '#e3cfae', accent: '#50402a' },
}

/** Each drawing fills about 320 × 260 around the middle of a 400 × 400 sheet. */
export type Drawing = (palette: Palette) => string
