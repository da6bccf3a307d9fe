import { describe, expect, it } from 'vitest'
import { down, isDeadlock, saidSafely, whereOf } from '../../queues/connection-loss.ts'
import { splitOptions } from '../../queues/postgres-engine.ts'
import { isConnectionLoss } from '../../src/model/connection-loss.ts'
import { DependencyDown } from '../../src/model/dependency-down.ts'

const withCode = (code: string, message = 'said'): Error => Object.assign(new Error(message), { code })

describe('an engine that cannot be reached', () => {
  it.each([
    ['nobody listens', withCode('ECONNREFUSED')],
    ['cut while asking', new Error('Connection terminated unexpectedly')],
    ['PostgreSQL shuts down', withCode('57P01')],
    ['PostgreSQL starts', withCode('57P03')],
    ['no connection is left', withCode('53300')],
    ['its disk is full', withCode('53100')],
    ['it became a stand-by', withCode('25006')],
    ['it ended our transaction because nothing came', withCode('25P03')],
    ['an answer is overdue', new Error('Query read timeout')],
    ['ioredis hears nothing', new Error("Socket timeout. Expecting data, but didn't receive any in 20000ms.")],
    ['Redis reads its file', new Error('LOADING Redis is loading the dataset in memory')],
    ['Redis has a new password', new Error('WRONGPASS invalid username-password pair')],
    ['ioredis stopped trying', new Error('Reached the max retries per request limit (which is 1).')],
  ])('is told from a bug: %s', (_, error) => {
    expect(isConnectionLoss(error)).toBe(true)
  })

  it.each([
    ['a syntax error', withCode('42601')],
    ['a deadlock', withCode('40P01')],
    ['a lock that is gone', new Error('Missing lock for job match-search-a. moveToFinished')],
    ['no error at all', 'ECONNREFUSED'],
  ])('is not seen in %s', (_, error) => {
    expect(isConnectionLoss(error)).toBe(false)
  })

  it('two writers that met may try again', () => {
    expect(isDeadlock(withCode('40P01'))).toBe(true)
    expect(isDeadlock(withCode('40001'))).toBe(true)
    expect(isDeadlock({ code: '40P01' })).toBe(false)
    expect(isDeadlock(withCode('23505'))).toBe(false)
  })

  it.each([
    ['postgres://me:p%40ss%25@db.example:5433/shop', 'p@ss% is wrong, postgres://me:p%40ss%25@db.example:5433/shop'],
    ['redis://:s3cret@db.example:5433/shop', 'AUTH s3cret failed\nat line 2'],
    ['rediss://:a%zz@db.example:5433/shop', 'AUTH a%zz failed'],
  ])('is one line with the place and without the secret of %s', (url, said) => {
    const error = down('PostgreSQL', new Error(said), url)
    expect(error).toBeInstanceOf(DependencyDown)
    expect(error.message).toContain('PostgreSQL at db.example:5433/shop cannot be reached')
    expect(error.message).not.toMatch(/p@ss|p%40ss|s3cret|a%zz|\n/)
  })

  it.each([
    ['redis://host', 'host'],
    ['postgres://u:p@host:1/db?sslmode=require', 'host:1/db'],
    ['redis://host:6379/', 'host:6379'],
    ['nonsense', '?'],
  ])('%s is at %s', (url, where) => {
    expect(whereOf(url)).toBe(where)
  })
})

describe('what a driver says', () => {
  it.each([
    [withCode('ECONNREFUSED', ''), 'ECONNREFUSED'],
    [Object.assign(new Error(''), { code: 7 }), ''],
    ['just words', 'just words'],
    [new Error('first line\nsecond line'), 'first line'],
  ])('%j is said as “%s”', (error, said) => {
    expect(saidSafely(error, 'nonsense')).toBe(said)
  })

  it('keeps every secret of its address to itself, encoded and not, wherever it stands', () => {
    const url = 'postgres://me:a+b%40c@host/db'
    expect(saidSafely(new Error(`a+b@c a+b%40c ${url} a+b@c`), url)).toBe('*** *** *** ***')
  })
})

describe('options in the address of PostgreSQL', () => {
  it('stand beside BullMQ’s own search_path instead of replacing it', () => {
    const url = 'postgres://me@host/db?sslmode=require&options=-c%20jit%3Doff'
    expect(splitOptions(url)).toEqual({
      connectionString: 'postgres://me@host/db?sslmode=require',
      options: '-c jit=off',
    })
  })

  it.each(['postgres://me@host/db?sslmode=require', 'nonsense'])('that has none stays as it is: %s', (url) => {
    expect(splitOptions(url)).toEqual({ connectionString: url })
  })
})
