/** Orders do not change hands while money of them is undecided at a provider; what comes late finds the order that stands. */
import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { definePlugin } from '../../src/engine/plugin.ts'
import { entry } from '../../src/engine/registry.ts'
import { PaymentRunner, paymentProviders } from '../../src/payments/index.ts'
import { ScriptedProvider } from '../payments/bank.ts'
import { booksAreRight, furnishedChain } from './two-branches.ts'

async function withBank() {
  const provider = new ScriptedProvider()
  const bank = definePlugin({
    name: 'bank',
    version: '1.0.0',
    requires: { payments: '*' },
    entries: [entry(paymentProviders, provider)],
  })
  const chain = await furnishedChain({ plugins: [bank] })
  const runner = new PaymentRunner(chain.engine, { tenant: 'rose', branch: 'main' })
  const place = () => chain.desk.orders.place({ customerId: chain.customer.id, lines: [{ item: 'album' }] })
  /** What the provider says, signed with its key. */
  const tell = (message: Readonly<Record<string, string>>) => {
    const bytes = Buffer.from(JSON.stringify({ kind: 'payment', ...message }))
    const signature = createHmac('sha256', 'key').update(bytes).digest('hex')
    return runner.receiveWebhook('bank', { signature }, bytes)
  }
  return { ...chain, runner, place, tell }
}

it('a payment that is undecided keeps its order where it is, until it has failed; a late success is the survivor’s', async () => {
  const chain = await withBank()
  const { desk, runner, friend } = chain
  const [survivor, merged] = [await chain.place(), await chain.place()]
  const { id } = await desk.payments.begin({ orderId: merged.id, provider: 'bank', amount: '600.00' })
  await runner.send(id)
  const asked = [
    desk.orders.merge({ survivorId: survivor.id, mergedId: merged.id }),
    desk.orders.transferToBranch({ orderId: merged.id, toBranch: 'west', reason: 'nearer' }),
    desk.orders.transferToCustomer({
      orderId: merged.id,
      toCustomerId: friend.id,
      consent: 'notNeeded',
      reason: 'mistake',
    }),
  ]
  for (const one of asked) {
    await expect(one).rejects.toMatchObject({ code: 'PAYMENTS_UNDER_WAY', details: { attempts: [id] } })
  }
  expect(await desk.orders.get({ orderId: merged.id })).toMatchObject({ revision: 1, branch: 'main' })
  await chain.tell({ eventId: 'e1', id, state: 'failed' })
  await desk.orders.merge({ survivorId: survivor.id, mergedId: merged.id })
  await chain.tell({ eventId: 'e2', id, state: 'settled', amount: '600.00', currency: 'CNY' })
  expect(await desk.orders.get({ orderId: survivor.id })).toMatchObject({ paid: '600.00', balanceDue: '600.00' })
  await booksAreRight(chain)
})
