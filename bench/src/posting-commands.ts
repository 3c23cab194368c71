/** The two postings that the bench measures: an entry of four lines, and a payment of a cent. */
import type { openCounter } from './counter.ts'

type Desk = Awaited<ReturnType<typeof openCounter>>['desk']

export const postEntry = (desk: Desk, key: string): Promise<unknown> =>
  desk.ledger.post({
    lines: [
      { account: 'Rent', debit: '80.00' },
      { account: 'Utilities', debit: '20.00' },
      { account: 'Bank:main', credit: '70.00' },
      { account: 'Cash:Safe', credit: '30.00' },
    ],
    memo: '房租与水电',
    idempotencyKey: key,
  })

export const payCent = (desk: Desk, orderId: string, key: string): Promise<unknown> =>
  desk.ledger.takePayment({ orderId, legs: [{ method: 'wechat', amount: '0.01' }], idempotencyKey: key })
