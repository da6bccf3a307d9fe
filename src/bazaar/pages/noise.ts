import { dice } from '../dice.ts'

/** What a big site's page carries beside what people see. `head` and `tail` together make `bytes` bytes or a little more. */
export type Noise = { head: string; tail: string }

const properties = ['margin', 'padding', 'border-radius', 'font-size', 'line-height', 'gap', 'top', 'width'] as const
const blocks = ['nav', 'tile', 'rail', 'flyout', 'chip', 'modal', 'toast', 'badge', 'grid', 'stack'] as const
const events = ['impression', 'hover', 'dwell', 'scroll', 'click', 'expose', 'layout'] as const

/** Styles, feature switches and tracking scripts, without anything that a reader could take for a listing. */
export function noiseOf(seed: number, bytes: number): Noise {
  const throws = dice(seed, 'noise')
  const styles: string[] = []
  const script: string[] = []
  let made = 0
  const add = (to: string[], line: string) => {
    to.push(line)
    made += line.length
  }
  while (made < bytes * 0.45) {
    const selector = `.${throws.pick(blocks)}-${throws.int(1e6).toString(36)}__${throws.pick(blocks)}`
    const rules = Array.from({ length: 3 }, () => `${throws.pick(properties)}:${throws.int(48)}px`)
    add(styles, `${selector}{${rules.join(';')}}`)
  }
  while (made < bytes) {
    const id = throws.int(1e9).toString(36)
    add(
      script,
      throws.chance(0.5)
        ? `{"x":"exp_${id}","on":${throws.chance(0.5)},"bucket":${throws.int(1000)},"price":"$${throws.int(90)}.99"}`
        : `{"e":"${throws.pick(events)}","k":"${id}","w":[${throws.int(99)},${throws.int(99)}],"href":"/item/{id}"}`,
    )
  }
  return {
    head: `<style>${styles.join('\n')}</style>`,
    tail: `<script>window.__FLAGS__=[${script.join(',\n')}];</script>\n<script>(function(){for(const f of window.__FLAGS__)void f})()</script>`,
  }
}
