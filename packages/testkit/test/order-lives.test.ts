/** Whatever is done to orders, on the store that comes with the engine. `CALOTYPE_ORDER_LIVES=200` tries so many lives. */
import { memory, type StorageAdapter } from '@calotype/core'
import { afterAll, describe, expect, it } from 'vitest'
import { orderConformance } from '../src/index.ts'
import { brokenStore } from './broken-store.ts'

const newStore = async () => ({ storage: memory(), remove: async () => {} })
const lives = Number(process.env.CALOTYPE_ORDER_LIVES ?? 24)

describe('orders in memory', () => {
  const met = new Map<string, number>()
  const onStep = (step: string, outcome: string): void => {
    for (const name of [`${step} ${outcome}`, outcome]) met.set(name, (met.get(name) ?? 0) + 1)
  }
  const seeds = Array.from({ length: lives }, (_, at) => at + 1)
  for (const { name, run } of orderConformance({ newStore, seeds, onStep }).cases) it(name, run)

  // Lives that met no work and no refusals prove nothing.
  afterAll(() => {
    if (lives < 24) return
    for (const [kind, least] of Object.entries(often)) expect(met.get(kind) ?? 0, kind).toBeGreaterThanOrEqual(least)
    for (const code of refusals) expect(met.get(code) ?? 0, code).toBeGreaterThan(0)
  })
})

const often = {
  'place an order done': 30,
  'add a line done': 10,
  'change a line done': 5,
  'cancel a line done': 6,
  'cancel lines done': 4,
  'exchange a line done': 7,
  'take a payment done': 20,
  'refund done': 5,
  'void a receipt done': 1,
  'waive a remainder done': 1,
  'move on done': 50,
  'move anywhere done': 7,
  'hold a line done': 6,
  'release a line done': 1,
  'rework done': 1,
  'reshoot done': 1,
  'promise done': 7,
  'confirm a selection done': 2,
  'reopen a selection done': 1,
  'use a package done': 6,
  'take a use back done': 1,
  'pick up done': 10,
  'take a pickup back done': 4,
  'cancel an order done': 6,
  'give an order to another customer done': 2,
  'give an order to another branch done': 2,
  'receive goods done': 10,
  'waste goods done': 3,
  'promise what came done': 7,
  'merge customers done': 2,
  'import a purchase done': 3,
}
const refusals = [
  'ORDER_CLOSED',
  'ORDER_CHANGED',
  'ORDER_UNKNOWN',
  'LINE_NOT_CHANGEABLE',
  'LINE_IS_LAST',
  'LINE_HELD',
  'LINE_NOT_READY',
  'LINE_MOVED_ON',
  'BALANCE_DUE',
  'DISCOUNT_TOO_LARGE',
  'COUPON_SPENT',
  'ADD_ON_NOT_OFFERED',
  'PAYMENT_EXCEEDS_DUE',
  'REFUND_EXCEEDS_LEFT',
  'RECEIPT_NOT_VOIDABLE',
  'FORFEIT_EXCEEDS_DEPOSITS',
  'STAGE_BY_PICKUP',
  'STAGE_MOVE_REFUSED',
  'REASON_MISSING',
  'SIDE_STATE_REFUSED',
  'PERMISSION_MISSING',
  'LINES_BELONG_TOGETHER',
  'LINE_NOT_EXCHANGEABLE',
  'STAGE_NOT_IN_FLOW',
  'OUT_OF_STOCK',
  'GOODS_GIVEN_ELSEWHERE',
  'ORDER_NOT_TRANSFERABLE',
]

describe('the suite', () => {
  const seen = async (storage: () => StorageAdapter): Promise<unknown> => {
    const suite = orderConformance({
      newStore: async () => ({ storage: storage(), remove: async () => {} }),
      seeds: [1],
    })
    return suite.cases[0]?.run().then(
      () => 'nothing',
      (error: unknown) => error,
    )
  }

  it('tells what was done where the department of a line is lost: nobody would do it', async () => {
    const forgetful = brokenStore((call, given) => {
      const [table, where, set, ...rest] = given as [{ name: string }, unknown, Record<string, unknown>]
      if (call !== 'update' || table.name !== 'orders_lines' || set.department == null) return given
      return [table, where, { ...set, department: null }, ...rest]
    })
    expect(String(await seen(() => forgetful))).toMatch(/expected: [\s\S]*department[\s\S]*place an order: main/)
  })

  it('finds what a payment forgets to say of the order', async () => {
    const forgetful = brokenStore((call, given) => {
      const [table, where, set, ...rest] = given as [{ name: string }, unknown, Record<string, unknown>]
      if (call !== 'update' || table.name !== 'ledger_commitments' || typeof set.paid !== 'bigint') return given
      return [table, where, { ...set, paid: set.paid + 1n }, ...rest]
    })
    expect(String(await seen(() => forgetful))).toMatch(/expected: [\s\S]*(paid|refused)/)
  })
})
