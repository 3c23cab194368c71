import type { StorageAdapter } from '@calotype/core'
import { afterAll, expect, it } from 'vitest'
import { commandViolations } from '../src/check/commands.ts'
import { readerOf } from '../src/stores/open.ts'
import { type Command, perform } from '../src/studio/command.ts'
import { Counter } from '../src/studio/counter.ts'
import { type SmallStudio, smallStudio } from './small-studio.ts'

async function found({ place, known }: SmallStudio): Promise<readonly string[]> {
  const reader = await readerOf(place)
  try {
    return await commandViolations(known(), reader)
  } finally {
    await reader.close()
  }
}

const register = (mark: string, key?: string): Command => ({
  operation: 'customers.register',
  mark,
  ...(key === undefined ? {} : { key }),
  input: { name: mark },
})

const whole = await smallStudio()
afterAll(() => whole[Symbol.dispose]())

it('every command of a studio at work stands once', async () => {
  expect(whole.failures).toEqual([])
  expect(whole.known().size).toBeGreaterThan(24)
  expect(await found(whole)).toEqual([])
})

it('a store that acknowledges and then rolls back is found out', async () => {
  const lost = new Error('rolled back')
  const forgetful = (storage: StorageAdapter): StorageAdapter => {
    let transactions = 0
    return new Proxy(storage, {
      get(target, name) {
        if (name !== 'transaction') {
          const member: unknown = Reflect.get(target, name)
          return typeof member === 'function' ? member.bind(target) : member
        }
        return async (work: Parameters<StorageAdapter['transaction']>[0], options: undefined) => {
          let answer: unknown
          transactions++
          await target
            .transaction(async (tx) => {
              answer = await work(tx)
              if (transactions % 7 === 0) throw lost
              return answer
            }, options)
            .catch((error: unknown) => {
              if (error !== lost) throw error
            })
          return answer
        }
      },
    })
  }
  using studio = await smallStudio({ wrapped: forgetful })
  expect((await found(studio)).join('\n')).toContain('was acknowledged and does not stand')
})

it('a command without a key that is sent again after its success is found out', async () => {
  using studio = await smallStudio({
    async also(engine, journal) {
      const command = register('twice')
      journal.sent(command)
      await perform(engine, command)
      await perform(engine, command)
      journal.done('twice')
    },
  })
  expect(await found(studio)).toEqual(['customers.register twice without a key was carried out 2 times'])
})

it('a key that is used again for something else ends in an error, and that is told', async () => {
  using studio = await smallStudio({
    async also(engine, journal) {
      await perform(engine, register('first', 'key n-1'))
      const random = {
        fraction: () => 0,
        whole: (from: number) => from,
        pick: <One>([one]: readonly [One, ...One[]]) => one,
      }
      const serving = new Counter({ engine, journal, random, name: 'n' }).serve()
      await expect(serving).rejects.toThrow('IDEMPOTENCY_MISMATCH')
    },
  })
  expect(await found(studio)).toEqual(['first stands (1 rows, 1 records), and no client sent it'])
})

it('a command that was refused and stands is found out', async () => {
  using studio = await smallStudio({
    async also(engine, journal) {
      const command = register('refused')
      journal.sent(command)
      await perform(engine, command)
      journal.refused('refused', 'STORAGE_CONNECTION_LOST')
    },
  })
  expect(await found(studio)).toEqual([
    'customers.register refused without a key ended with STORAGE_CONNECTION_LOST and stands',
  ])
})

it.each([
  ["update ledger_entries set amount = amount + 1 where kind = 'refund'", 'instead of 12000'],
  ['delete from witness_asked', 'stands half: 0 rows and 1 records in the audit'],
  ["delete from audit_commands where operation = 'orders.place'", 'stands half: 1 rows and 0 records in the audit'],
])('a store after "%s" holds a command that %s', async (sql, what) => {
  using studio = whole.copy()
  studio.spoil(sql)
  expect((await found(studio)).join('\n')).toContain(what)
})
