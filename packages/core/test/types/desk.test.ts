import { describe, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import type { CommandContext, QueryContext } from '../../src/engine/context.ts'
import type { Desk } from '../../src/engine/desk.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { id, int, money, nullable, text } from '../../src/storage/column.ts'
import type { ScopedStore } from '../../src/storage/scoped-store.ts'
import { defineTable, type NewRowOf, type RowOf } from '../../src/storage/table.ts'
import type { BoxUnknown, shelf } from '../engine/bench-plugin.ts'

const ping = definePlugin({
  name: 'ping',
  version: '1.0.0',
  operations: {
    send: operation({
      name: 'ping.send',
      summary: 'Pings.',
      kind: 'query',
      input: z.strictObject({ times: z.int().default(1) }),
      output: z.object({ pong: z.string() }),
      async run(context, input) {
        expectTypeOf(context).toEqualTypeOf<QueryContext>()
        expectTypeOf(input).toEqualTypeOf<{ times: number }>()
        return { pong: 'pong' }
      },
    }),
  },
})

type TwoDesk = Desk<readonly [typeof shelf, typeof ping]>

describe('the desk', () => {
  it('has exactly the plugins and operations that were loaded', () => {
    expectTypeOf<keyof TwoDesk>().toEqualTypeOf<'shelf' | 'ping'>()
    expectTypeOf<keyof TwoDesk['shelf']>().toEqualTypeOf<'put' | 'fill' | 'read'>()
  })

  it('takes the input of the schema and answers its output', () => {
    expectTypeOf<TwoDesk['ping']['send']>().returns.resolves.toEqualTypeOf<{ pong: string }>()
    expectTypeOf<Parameters<TwoDesk['ping']['send']>[0]>().toEqualTypeOf<{ times?: number | undefined } | undefined>()
    expectTypeOf<TwoDesk['shelf']['fill']>().parameter(0).toExtend<{ id: string; by: number }>()
  })

  it('takes an idempotency key with every command and with no query', () => {
    expectTypeOf<Parameters<TwoDesk['shelf']['put']>[0]>().toHaveProperty('idempotencyKey')
    expectTypeOf<NonNullable<Parameters<TwoDesk['ping']['send']>[0]>>().not.toHaveProperty('idempotencyKey')
  })

  it('types the failures that an operation declares', () => {
    type Outcome = Awaited<ReturnType<TwoDesk['shelf']['fill']['attempt']>>
    type Failure = Extract<Outcome, { ok: false }>['error']
    expectTypeOf<Failure['details']>().toEqualTypeOf<ReturnType<(typeof BoxUnknown)['create']>['details']>()
  })

  it('refuses what is not there', () => {
    const misspelt = (desk: TwoDesk) => [
      // @ts-expect-error there is no such operation
      desk.shelf.throw,
      // @ts-expect-error there is no such plugin
      desk.shelves,
      // @ts-expect-error the input has no such member
      desk.shelf.put({ label: 'red', colour: 'red' }),
    ]
    void misspelt
  })
})

describe('rows', () => {
  const facts = defineTable({
    name: 'f',
    columns: { id: id(), amount: money(), note: nullable(text()) },
    appendOnly: true,
  })
  const things = defineTable({ name: 't', columns: { id: id(), count: int() } })

  it('have the values of their columns; facts carry no version', () => {
    expectTypeOf<RowOf<typeof facts>['amount']>().toEqualTypeOf<bigint>()
    expectTypeOf<RowOf<typeof facts>['note']>().toEqualTypeOf<string | null>()
    expectTypeOf<RowOf<typeof facts>>().not.toHaveProperty('version')
    expectTypeOf<RowOf<typeof things>['version']>().toEqualTypeOf<number>()
  })

  it('may leave out what may be null when they are inserted', () => {
    expectTypeOf<{ id: string; amount: bigint }>().toExtend<NewRowOf<typeof facts>>()
    expectTypeOf<{ id: string }>().not.toExtend<NewRowOf<typeof facts>>()
  })

  it('are found by columns that exist', () => {
    const command = {} as CommandContext
    expectTypeOf(command.store).toEqualTypeOf<ScopedStore>()
    const misspelt = () =>
      command.store.find(things, {
        // @ts-expect-error the column is called count
        where: { cuont: 1 },
        limit: 1,
      })
    void misspelt
  })
})
