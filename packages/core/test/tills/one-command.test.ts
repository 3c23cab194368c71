import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { takePayment } from '../../src/ledger/index.ts'
import { closeShift } from '../../src/tills/operations/close-shift.ts'
import { tillsRoom } from '../../src/tills/index.ts'
import { openStudio } from '../ledger/counter.ts'

const legs = [{ method: 'cash', amount: '10.00' }]

/** Sells twice in one command, with the close of the till between where it is told so. */
const sellTwice = operation({
  name: 'evening.sellTwice',
  summary: 'Sells twice in one command.',
  kind: 'command',
  input: z.strictObject({ closing: z.boolean() }),
  output: z.array(z.string().nullable()),
  async run(context, { closing }) {
    const first = await context.run(takePayment, { orderId: 'o1', legs })
    if (closing) await context.run(closeShift, { cash: { amount: '10.00' } })
    const second = await context.run(takePayment, { orderId: 'o1', legs })
    return [first.till, second.till]
  },
})

const evening = definePlugin({
  name: 'evening',
  version: '1.0.0',
  requires: { tills: '*' },
  operations: { sellTwice },
  roles: { cashier: ['evening.*'] },
})

async function opened() {
  const { engine, manager } = await openStudio({ plugins: [tillsRoom, evening] })
  await manager.tills.define({ code: 'front', name: 'Front' })
  await manager.sales.open({ orderId: 'o1', total: '1000.00' })
  const liNa = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['cashier'] } })
  const shift = await liNa.tills.openShift({ float: { amount: '0' } })
  return { liNa, manager, shift }
}

describe('one command', () => {
  it('sells twice at the till that it has locked once', async () => {
    const { liNa, manager, shift } = await opened()
    expect(await liNa.evening.sellTwice({ closing: false })).toEqual(['front', 'front'])
    expect((await manager.tills.shiftReport({ shiftId: shift.id })).expected).toBe('20.00')
  })

  it('that closes the till between two sales is refused whole: the second has no shift', async () => {
    const { liNa, manager, shift } = await opened()
    await expect(liNa.evening.sellTwice({ closing: true })).rejects.toMatchObject({ code: 'CASH_WITHOUT_SHIFT' })
    expect(await manager.tills.shiftReport({ shiftId: shift.id })).toMatchObject({ report: 'X', expected: '0.00' })
  })
})
