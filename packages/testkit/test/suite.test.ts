import { memory, memoryDisk } from '@calotype/core/storage'
import { expect, test } from 'vitest'
import { brokenAdapters, type ConformanceOptions, runConformance, storageConformance } from '../src/index.ts'

const options: ConformanceOptions = {
  can: memory().can,
  opensAgain: 'at-once',
  newStore: async () => {
    const disk = memoryDisk()
    return { open: async () => memory({ disk }) }
  },
}
const folding = 'queries: letters whose lower case is longer, or depends on its place, are folded as JavaScript does'

test('the name of every case is a sentence of its own under its group', () => {
  const { cases } = storageConformance(options)
  expect(new Set(cases.map((one) => one.name)).size).toBe(cases.length)
  for (const { name, group } of cases) expect(name).toMatch(new RegExp(`^${group}: .{10,}[^.]$`, 'u'))
})

test('a case for a capability that is declared absent is skipped with its reason', () => {
  const skipped = storageConformance(options).cases.filter((one) => one.skipped !== undefined)
  expect(skipped.map((one) => one.group)).toContain('joining')
  for (const { skipped: reason } of skipped) expect(reason).toMatch(/declares|told/)
})

test('an exception needs a known case at the edge of the contract, and a reason', () => {
  const excepting = (except: Record<string, string>) => () => storageConformance({ ...options, except })
  expect(excepting({ 'queries: no such case': 'because' })).toThrow('no case of the suite')
  expect(excepting({ [folding]: ' ' })).toThrow('gives no reason')
  expect(excepting({ 'atomicity: a statement that fails takes the whole transaction with it': 'hard' })).toThrow(
    'every adapter must pass',
  )
  const excepted = excepting({ [folding]: 'lower() of the database is simple' })().cases.find(
    (one) => one.name === folding,
  )
  expect(excepted?.skipped).toBe('lower() of the database is simple')
})

test('an adapter that is durable or for many processes cannot leave out opening it again', () => {
  const can = { ...options.can, durable: true }
  expect(() => storageConformance({ ...options, can, opensAgain: 'never' })).toThrow('durable')
  expect(() =>
    storageConformance({ ...options, can: { ...can, manyProcesses: true }, opensAgain: 'after-close' }),
  ).toThrow('manyProcesses')
})

test('what an adapter declares cannot be left untested: a missing second process or host transaction fails', async () => {
  const can = { durable: true, manyProcesses: true, concurrentWriters: true, join: true, wakeUps: false }
  const { cases } = storageConformance({ ...options, can })
  for (const group of ['processes', 'joining']) {
    const failure = await cases
      .find((one) => one.group === group)
      ?.run()
      .catch(String)
    expect(failure).toMatch(/expected: newStore\(\) answers (otherProcess|hostTransaction)/)
  }
})

test('without a runner the result tells what passed, failed and was skipped', async () => {
  const cut = brokenAdapters.find((one) => one.name === 'find is cut at 100')
  const { cases } = storageConformance({
    ...options,
    newStore: async () => ({ open: async () => cut?.wrap(memory()) ?? memory() }),
  })
  const few = cases.filter((one) => one.group === 'queries' || one.group === 'joining')
  const { passed, failed, skipped } = await runConformance({ cases: few })
  expect(failed.map((one) => one.name)).toEqual([
    'queries: a limit cuts off after the order, and `all` cuts off nothing',
  ])
  expect(failed[0]?.error.message).toMatch(/expected: rows with limit 1001: 1001\n {2}seen: {5}100\n {2}mend: /)
  expect(passed.length + failed.length + skipped.length).toBe(few.length)
  expect(skipped.length).toBe(7)
})

test('a random case that fails names its seed and a small query', async () => {
  const broken = brokenAdapters.find((one) => one.name === '`ne` drops nulls')
  const { cases } = storageConformance({
    ...options,
    seed: 7,
    newStore: async () => ({ open: async () => broken?.wrap(memory()) ?? memory() }),
  })
  const random = cases.find((one) => one.name === 'queries: random conditions find what the reference finds')
  const failure = String(await random?.run().catch((error: unknown) => error))
  expect(failure).toMatch(/query no\. \d+ of seed 7, made small: \{"where":\{"kind":"compare","column":"\w+","is":"ne"/)
})
