import { type HeadGiving, isNotTaken } from '../model/head-giving.ts'

/** A line for each receiver whose newest head was tried and not taken. */
export const headLines = (givings: readonly HeadGiving[]): string[] =>
  givings.filter(isNotTaken).map(({ target, size, why, nextAt }) => {
    const then = nextAt === null ? 'not tried again: morgiana evidence give' : `tried again ${nextAt.toISOString()}`
    return `  ${target}: head of ${size} entries was not taken: ${why}; ${then}`
  })
