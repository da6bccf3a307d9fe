import { describe, expect, it } from 'vitest'
import { isOverdue } from '../../src/app/schedule.ts'
import { aWatch } from '../builders.ts'

const daily = aWatch({ schedule: { cron: '0 6 * * *', zone: 'UTC' } })
const at = (day: number, hour: number) => new Date(Date.UTC(2026, 10, day, hour))

describe('a watch that is due at six each day', () => {
  it.each([
    ['never ran', null, at(1, 0), at(3, 12), true],
    ['ran when it was due', at(3, 6), at(1, 0), at(3, 12), false],
    ['missed this morning', at(2, 6), at(1, 0), at(3, 12), true],
    ['missed this morning, and nobody noted since when its schedule holds', at(2, 6), null, at(3, 12), true],
    ['was rescheduled since, at eleven', at(2, 20), at(3, 11), at(3, 12), false],
    ['was rescheduled, and missed the next time', at(2, 20), at(3, 11), at(4, 7), true],
  ])('and %s: overdue or not', (_, last, scheduled, now, overdue) => {
    expect(isOverdue(daily, last, scheduled, now)).toBe(overdue)
  })
})
