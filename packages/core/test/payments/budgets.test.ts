import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { openBank } from './bank.ts'

async function counted() {
  const { adapter, statements } = counting(memory())
  const bank = await openBank({ storage: adapter })
  await bank.owner.sales.open({ orderId: 'o1', total: '5000.00' })
  // The first command of a studio plans its recurring jobs.
  await bank.engine.settle()
  statements.length = 0
  return { ...bank, statements }
}

const settled = { state: 'settled', moved: { amount: '1000.00', currency: 'CNY' } } as const

describe('the statements of', () => {
  it('a payment that begins are six', async () => {
    const { begin, statements } = await counted()
    await begin('1000.00')
    expect(statements).toEqual([
      'begin',
      'find ledger_commitments',
      'insert payments_attempts',
      'insert audit_commands',
      'insert calotype_outbox',
      'commit',
    ])
  })

  it('a webhook by which a payment settles are seventeen', async () => {
    const { begin, statements, as } = await counted()
    const { id } = await begin('1000.00')
    statements.length = 0
    const message = { provider: 'bank', eventId: 'e1', kind: 'payment', attemptId: id, report: settled } as const
    await as('paymentRunner').payments.receiveWebhook(message)
    expect(statements).toEqual([
      'begin',
      'lockKeys',
      'find payments_webhooks',
      'find payments_attempts',
      'findForUpdate payments_attempts',
      'insert payments_facts',
      'findForUpdate ledger_commitments',
      'accumulate calotype_sequences',
      'update ledger_commitments',
      'insert ledger_entries',
      'insert ledger_lines',
      'insert payments_receipts',
      'update payments_attempts',
      'insert payments_webhooks',
      'insert audit_commands',
      'insert calotype_outbox',
      'commit',
    ])
  })

  it('a settlement file of payments that have settled are twelve, whatever the number of its rows', async () => {
    const { begin, statements, as, owner } = await counted()
    const desk = as('paymentRunner')
    const rows = []
    for (let count = 1; count <= 3; count++) {
      const { id } = await begin('1000.00')
      await desk.payments.report({ attemptId: id, source: 'call', report: settled })
      rows.push({ row: `r${count}`, kind: 'payment' as const, attemptId: id, amount: '1000.00', fee: '6.00' })
    }
    statements.length = 0
    await owner.payments.importSettlement({ provider: 'bank', batch: 'b', bank: 'main', currency: 'CNY', rows })
    expect(statements).toEqual([
      'begin',
      'lockKeys',
      'find payments_settlement_rows',
      'findForUpdate payments_attempts',
      'update payments_attempts',
      'insert ledger_entries',
      'insert ledger_lines',
      'insert payments_settlement_rows',
      'insert audit_changes',
      'insert audit_commands',
      'insert calotype_outbox',
      'commit',
    ])
  })

  it('the same webhook again are five', async () => {
    const { begin, statements, as } = await counted()
    const { id } = await begin('1000.00')
    const message = { provider: 'bank', eventId: 'e1', kind: 'payment', attemptId: id, report: settled } as const
    await as('paymentRunner').payments.receiveWebhook(message)
    statements.length = 0
    await as('paymentRunner').payments.receiveWebhook(message)
    expect(statements).toEqual(['begin', 'lockKeys', 'find payments_webhooks', 'insert audit_commands', 'commit'])
  })
})
