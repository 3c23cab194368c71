import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { openStudio } from './counter.ts'

const cash = (amount: string) => [{ method: 'cash', amount }]
const reason = 'test'

/** A customer with stored value and an order, and the statements of a command without BEGIN, COMMIT, key, audit and outbox. */
async function counted() {
  const { adapter, statements } = counting(memory())
  const studio = await openStudio({ storage: adapter })
  const { manager } = studio
  const { id: customerId } = await studio.as('owner').customers.register({ name: '王芳', phone: '13800000000' })
  await manager.ledger.topUp({ customerId, legs: cash('100') })
  await manager.sales.open({ orderId: 'o1', total: '1000', customerId })
  const own = async <T>(work: () => Promise<T>): Promise<[T, string[]]> => {
    statements.length = 0
    const answer = await work()
    return [answer, statements.filter((one) => /ledger_|sequences|customers|lock/i.test(one))]
  }
  return { manager, customerId, own }
}

describe('the statements of the counter', () => {
  it('are for a void eleven, whatever the receipt had', async () => {
    const { manager, own } = await counted()
    const paid = await manager.ledger.takePayment({
      orderId: 'o1',
      legs: [...cash('10'), { method: 'card', amount: '5' }],
    })
    const [, statements] = await own(() => manager.ledger.voidReceipt({ receiptId: paid.id, reason }))
    expect(statements).toEqual([
      'find ledger_entries',
      'findForUpdate ledger_commitments',
      'find ledger_reversals',
      'find ledger_refunds',
      'find ledger_lines',
      'accumulate calotype_sequences',
      'update ledger_commitments',
      'insert ledger_entries',
      'insert ledger_lines',
      'insert ledger_refunds',
      'insert ledger_reversals',
    ])
  })

  it('are two more where stored value pays, and three where a voucher does', async () => {
    const { manager, own } = await counted()
    const pay = (leg: object) =>
      manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'cash', amount: '1', ...leg }] })
    const [, plain] = await own(() => pay({}))
    const [, stored] = await own(() => pay({ method: 'storedValue' }))
    const [, voucher] = await own(() => pay({ method: 'meituan', code: '12345678' }))
    expect([plain.length, stored.length, voucher.length]).toEqual([5, 7, 8])
  })

  it('are for a top-up six, for what is given back of it eight', async () => {
    const { manager, customerId, own } = await counted()
    const [paid, topUp] = await own(() => manager.ledger.topUp({ customerId, legs: cash('10') }))
    expect(topUp).toHaveLength(6)
    const [, back] = await own(() => manager.ledger.refund({ receiptId: paid.id, amount: '10', reason }))
    expect(back).toHaveLength(8)
  })

  it('are for a bond returned eight, for a waiver four, for its reversal and that of an entry seven', async () => {
    const { manager, own } = await counted()
    await manager.ledger.takePayment({ orderId: 'o1', legs: cash('30'), purpose: 'bond' })
    const [, bond] = await own(() => manager.ledger.returnBond({ orderId: 'o1', kept: '10', reason }))
    expect(bond).toHaveLength(8)
    const amounts = [{ account: 'Income:Package', category: 'package', amount: '0.50' }]
    await manager.sales.deliver({ orderId: 'o1', amounts })
    const [, waiver] = await own(() => manager.ledger.waive({ orderId: 'o1', reason }))
    expect(waiver).toHaveLength(4)
    const waived = (await manager.ledger.entries({ orderId: 'o1' })).items.at(-1)
    const [, back] = await own(() => manager.ledger.reverseWaiver({ entryId: waived?.id ?? '', reason }))
    expect(back).toHaveLength(7)
    const lines = [
      { account: 'Rent', debit: '1' },
      { account: 'Bank:icbc', credit: '1' },
    ]
    const { id: entryId } = await manager.ledger.post({ lines, memo: 'rent' })
    const [, reversal] = await own(() => manager.ledger.reverse({ entryId, reason }))
    expect(reversal).toHaveLength(7)
  })
})
