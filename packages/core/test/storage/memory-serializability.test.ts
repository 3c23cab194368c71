/**
 * Random transactions in random interleavings, held against the plainest model: what the committed ones saw and left
 * must be what some order of running them one after the other would have given.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isRetryable,
  memoryDisk,
  type StorageAdapter,
  type TransactionOptions,
  type Tx,
} from '../../src/storage/index.ts'
import { atLeast, byId, eq, errorOf, quiet, roll, rolls, standing, storeWith } from './memory-lab.ts'

type Step =
  | { readonly do: 'read' | 'delete'; readonly key: string }
  | { readonly do: 'add' | 'insert' | 'undone'; readonly key: string; readonly by: number }
  /** Sets a row to the sum of everything seen so far: a write that hangs on reads. */
  | { readonly do: 'write'; readonly key: string }
  | { readonly do: 'count' | 'deleteFrom'; readonly from: number }

/** What a program can do, to the store or to the model. */
interface Shelf {
  read(key: string): Promise<number>
  count(from: number): Promise<number>
  add(key: string, by: number): Promise<number>
  write(key: string, value: number): Promise<number>
  insert(key: string, value: number): Promise<number>
  deleteFrom(from: number): Promise<number>
  delete(key: string): Promise<number>
  undone(key: string, by: number): Promise<number>
}

async function run(step: Step, shelf: Shelf, seen: number[]): Promise<void> {
  seen.push(await resultOf(step, shelf, seen))
}

function resultOf(step: Step, shelf: Shelf, seen: readonly number[]): Promise<number> {
  switch (step.do) {
    case 'read':
    case 'delete':
      return shelf[step.do](step.key)
    case 'write':
      return shelf.write(step.key, seen.reduce((total, one) => total + one, 0) % 20)
    case 'count':
    case 'deleteFrom':
      return shelf[step.do](step.from)
    default:
      return shelf[step.do](step.key, step.by)
  }
}

const inStore = (tx: Tx): Shelf => ({
  read: async (key) =>
    Number((await tx.find(rolls, { where: eq('id', key), orderBy: [], limit: 1 }))[0]?.['length'] ?? -1),
  count: async (from) => (await tx.find(rolls, { ...byId, where: atLeast('length', from) })).length,
  add: (key, by) => tx.update(rolls, eq('id', key), {}, { length: by }),
  write: (key, length) => tx.update(rolls, eq('id', key), { length }),
  insert: (key, length) => tx.insert(rolls, [roll(key, { length })], 'primary'),
  deleteFrom: (from) => tx.delete(rolls, atLeast('length', from)),
  delete: (key) => tx.delete(rolls, eq('id', key)),
  undone: async (key, by) => {
    const stop = new Error('undone')
    const error = await errorOf(
      tx.savepoint(async () => {
        await tx.update(rolls, eq('id', key), {}, { length: by })
        await tx.insert(rolls, [roll('undone')])
        throw stop
      }),
    )
    if (error !== stop) throw error
    return 0
  },
})

const inModel = (rows: Map<string, number>): Shelf => {
  const change = async (key: string, to: (value: number) => number): Promise<number> => {
    const value = rows.get(key)
    if (value !== undefined) rows.set(key, to(value))
    return value === undefined ? 0 : 1
  }
  return {
    read: async (key) => rows.get(key) ?? -1,
    count: async (from) => [...rows.values()].filter((value) => value >= from).length,
    add: (key, by) => change(key, (value) => value + by),
    write: (key, value) => change(key, () => value),
    insert: async (key, value) => (rows.has(key) ? 0 : rows.set(key, value) && 1),
    deleteFrom: async (from) => [...rows].filter(([key, value]) => value >= from && rows.delete(key)).length,
    delete: async (key) => (rows.delete(key) ? 1 : 0),
    undone: async () => 0,
  }
}

const initial: readonly (readonly [string, number])[] = [
  ['a', 3],
  ['b', 8],
]

interface Outcome {
  readonly steps: readonly Step[]
  readonly seen: readonly number[]
}

/** Runs the programs at once: `schedule` says whose turn it is. Answers those that were committed. */
async function interleave(
  store: StorageAdapter,
  programs: readonly (readonly Step[])[],
  schedule: readonly number[],
  options: TransactionOptions,
): Promise<Outcome[]> {
  const committed: Outcome[] = []
  const ready = new Map<number, () => void>()
  let left = programs.length
  const all = programs.map(async (steps, program) => {
    try {
      const seen: number[] = []
      await store.transaction(async (tx) => {
        for (const step of steps) {
          await new Promise<void>((resolve) => ready.set(program, resolve))
          await run(step, inStore(tx), seen)
        }
        await new Promise<void>((resolve) => ready.set(program, resolve))
      }, options)
      committed.push({ steps, seen })
    } catch (error) {
      if (!isRetryable(error)) throw error
    } finally {
      left--
    }
  })
  await quiet()
  for (let turn = 0; left > 0; turn++) {
    const program = schedule[turn] ?? turn % programs.length
    const go = ready.get(program)
    ready.delete(program)
    go?.()
    await quiet()
  }
  await Promise.all(all)
  return committed
}

function* orders<T>(items: readonly T[]): Iterable<readonly T[]> {
  if (items.length === 0) yield []
  for (const [at, item] of items.entries()) for (const rest of orders(items.toSpliced(at, 1))) yield [item, ...rest]
}

async function isSerial(outcomes: readonly Outcome[], final: readonly (readonly [string, number])[]): Promise<boolean> {
  for (const order of orders(outcomes)) {
    const rows = new Map(initial)
    let same = true
    for (const { steps, seen } of order) {
      const modelSeen: number[] = []
      for (const step of steps) await run(step, inModel(rows), modelSeen)
      same &&= JSON.stringify(modelSeen) === JSON.stringify(seen)
    }
    if (same && JSON.stringify([...rows].sort()) === JSON.stringify(final)) return true
  }
  return false
}

const key = fc.constantFrom('a', 'b', 'c')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('read' as const, 'delete' as const), key }),
  fc.record({
    do: fc.constantFrom('add' as const, 'insert' as const, 'undone' as const),
    key,
    by: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ do: fc.constant('write' as const), key }),
  fc.record({ do: fc.constantFrom('count' as const, 'deleteFrom' as const), from: fc.integer({ min: 3, max: 9 }) }),
)
const programs = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 })
const schedule = fc.array(fc.nat(3), { maxLength: 20 })

const serialUnder = (options: TransactionOptions) =>
  fc.asyncProperty(programs, schedule, async (some, turns) => {
    const disk = memoryDisk()
    const store = await storeWith(
      initial.map(([name, length]) => roll(name, { length })),
      { disk },
    )
    const outcomes = await interleave(
      store,
      some,
      turns.map((turn) => turn % some.length),
      options,
    )
    const final = (await standing(store)).map((row) => [String(row['id']), Number(row['length'])] as const)
    const { rows, versions, indexEntries: _, ...open } = disk.contents()
    expect([rows, versions, open]).toEqual([
      final.length,
      final.length,
      { lockedKeys: 0, openSnapshots: 0, openTransactions: 0 },
    ])
    expect(await isSerial(outcomes, final)).toBe(true)
  })

describe('random interleavings', () => {
  it('of serializable transactions give what some serial order gives, and leave nothing behind', async () => {
    await fc.assert(serialUnder({ isolation: 'serializable' }), { seed: 20_261_122, numRuns: 1500 })
  })

  it('at read committed do not, which shows that this test can see it', async () => {
    const result = await fc.check(serialUnder({}), { seed: 20_261_122, numRuns: 1500, endOnFailure: true })
    expect(result.failed).toBe(true)
  })

  it('of guarded updates at read committed lose none and let no row fall below its guard', async () => {
    const sale = fc.record({ key: fc.constantFrom('a', 'b'), by: fc.integer({ min: 1, max: 4 }) })
    const sales = fc.array(fc.array(sale, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 4 })
    const property = fc.asyncProperty(sales, schedule, async (some, turns) => {
      const store = await storeWith(initial.map(([name, length]) => roll(name, { length })))
      const sold = new Map<string, number>()
      let next = 0
      await Promise.all(
        some.map(async (lines) => {
          const mine: (readonly [string, number])[] = []
          const work = async (tx: Tx): Promise<void> => {
            for (const { key: name, by } of lines) {
              for (let idle = turns[next++] ?? 0; idle > 0; idle--) await quiet()
              const guard = { kind: 'and', all: [eq('id', name), atLeast('length', by)] } as const
              if ((await tx.update(rolls, guard, {}, { length: -by })) === 1) mine.push([name, by])
            }
          }
          const error: unknown = await store.transaction(work).catch((thrown: unknown) => thrown)
          if (error === undefined) for (const [name, by] of mine) sold.set(name, (sold.get(name) ?? 0) + by)
          else if (!isRetryable(error)) throw error
        }),
      )
      for (const row of await standing(store)) {
        const before = new Map(initial).get(String(row['id'])) ?? 0
        expect(row['length']).toBe(before - (sold.get(String(row['id'])) ?? 0))
        expect(row['length']).toBeGreaterThanOrEqual(0)
      }
    })
    await fc.assert(property, { seed: 20_261_122, numRuns: 500 })
  })
})
