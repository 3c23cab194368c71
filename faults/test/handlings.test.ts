import { expect, it } from 'vitest'
import { type Handling, intervalsOf, overlapViolations } from '../src/check/overlaps.ts'
import { repeatedOrderViolations } from '../src/check/repeats.ts'
import { takeoverMs } from '../src/hosts/takeovers.ts'
import type { Reader } from '../src/stores/reader.ts'

const told = (owner: string, handler: string, subject: string, phase: 'begin' | 'end', ms: number): Handling => ({
  owner,
  handler,
  subject,
  phase,
  at: String(ms * 1_000_000),
})

const overlaps = (handlings: readonly Handling[]) => overlapViolations(intervalsOf(handlings))

it('one process after the other is as it should be', () => {
  const handlings = [
    told('a', 'everything', '1', 'begin', 0),
    told('a', 'everything', '1', 'end', 10),
    told('b', 'everything', '2', 'begin', 10),
    told('b', 'everything', '2', 'end', 20),
  ]
  expect(overlaps(handlings)).toEqual([])
})

it('two processes at work on one subscriber are found out, whatever the event', () => {
  const handlings = [
    told('a', 'everything', '1', 'begin', 0),
    told('b', 'everything', '2', 'begin', 5),
    told('b', 'everything', '2', 'end', 6),
    told('a', 'everything', '1', 'end', 10),
  ]
  expect(overlaps(handlings)).toEqual(['everything was at work in a and b at the same time, for 5 ms'])
})

it('different subscribers, and different jobs of one kind, may be at work together', () => {
  const handlings = [
    told('a', 'everything', '1', 'begin', 0),
    told('b', 'money', '1', 'begin', 1),
    told('a', 'reminded', 'x', 'begin', 2),
    told('b', 'reminded', 'y', 'begin', 3),
    told('a', 'reminded', 'x', 'end', 4),
    told('b', 'reminded', 'y', 'end', 5),
    told('b', 'money', '1', 'end', 6),
    told('a', 'everything', '1', 'end', 7),
  ]
  expect(overlaps(handlings)).toEqual([])
})

it('one job in two processes at once is found out', () => {
  const handlings = [
    told('a', 'reminded', 'x', 'begin', 0),
    told('b', 'reminded', 'x', 'begin', 1),
    told('a', 'reminded', 'x', 'end', 2),
    told('b', 'reminded', 'x', 'end', 3),
  ]
  expect(overlaps(handlings)).toHaveLength(1)
})

it('what a kill cut off is taken over without an overlap, and how long that took is known', () => {
  const handlings = [
    told('a', 'everything', '1', 'begin', 0),
    told('b', 'everything', '1', 'begin', 2000),
    told('b', 'everything', '1', 'end', 2010),
  ]
  expect(overlaps(handlings)).toEqual([])
  expect(takeoverMs(handlings, 'a')).toBe(2000)
  expect(takeoverMs(handlings.slice(0, 1), 'a')).toBeUndefined()
})

const outbox: Reader = {
  rows: async () => [{ id: 'e0' }, { id: 'e1' }, { id: 'e2' }],
  close: async () => undefined,
}

it('an event may be told again after a crash, and none may be skipped', async () => {
  const begun = (events: readonly string[]) =>
    repeatedOrderViolations(
      outbox,
      events.map((event, place) => told('a', 'everything', event, 'begin', place)),
    )
  expect(await begun(['e0', 'e0', 'e1', 'e0', 'e2'])).toEqual([])
  expect(await begun(['e0', 'e2'])).toEqual(['a was told of event 2 when 1 was to come'])
  expect(await begun(['e0', 'ex'])).toEqual(['a was told of event ex, which there is none of'])
})
