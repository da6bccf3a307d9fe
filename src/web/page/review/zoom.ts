/** How much larger a picture is than whole, and where its middle has been moved to, in shares of the box it is seen in. */
export type Zoom = { scale: number; x: number; y: number }

export const whole: Zoom = { scale: 1, x: 0, y: 0 }
const scaleMax = 8
const scaleStep = 1.5
/** A key moves by a sixth of what is seen. */
const panStep = 1 / 6

/** At the whole picture nothing is moved; enlarged, no further than its rim. */
const within = ({ scale, x, y }: Zoom): Zoom => {
  const size = Math.min(scaleMax, Math.max(1, scale))
  const most = (size - 1) / 2
  const held = (share: number) => Math.min(most, Math.max(-most, share))
  return { scale: size, x: held(x), y: held(y) }
}

export const zoomed = (zoom: Zoom, steps: number): Zoom => {
  const scale = Math.min(scaleMax, Math.max(1, zoom.scale * scaleStep ** steps))
  const by = scale / zoom.scale
  // What is in the middle stays there.
  return within({ scale, x: zoom.x * by, y: zoom.y * by })
}

export const moved = ({ scale, x, y }: Zoom, byX: number, byY: number): Zoom =>
  within({ scale, x: x + byX, y: y + byY })

type Press = Pick<KeyboardEvent, 'key' | 'code'>

/** What a key makes of it; null: it is none of these. Arrows move only what is enlarged. */
export function afterKey(zoom: Zoom, { key, code }: Press): Zoom | null {
  if (key === '+' || key === '=' || code === 'Equal' || code === 'NumpadAdd') return zoomed(zoom, 1)
  if (key === '-' || code === 'Minus' || code === 'NumpadSubtract') return zoomed(zoom, -1)
  if (key === '0' || code === 'Digit0' || code === 'Numpad0') return whole
  if (zoom.scale === 1) return null
  if (key === 'ArrowLeft') return moved(zoom, panStep, 0)
  if (key === 'ArrowRight') return moved(zoom, -panStep, 0)
  if (key === 'ArrowUp') return moved(zoom, 0, panStep)
  if (key === 'ArrowDown') return moved(zoom, 0, -panStep)
  return null
}
