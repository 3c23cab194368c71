/** A process of its own at a counter: does what it is told, all at once, and tells what came of it. `desk-process.ts <plan>`. */
import { PaymentRunner } from '@calotype/core'
import { bankOf, FileProvider } from '../../src/counter/file-provider.ts'
import { openCounter } from '../../src/counter/studio.ts'
import { adapterOf } from '../../src/stores/open.ts'
import { orderSchema, planSchema } from './desk-plan.ts'

const { place, books, now, diesAtCall } = planSchema.parse(JSON.parse(process.argv[2] ?? ''))
let calls = 0
const provider = new FileProvider(books, () => {
  if (++calls === diesAtCall) process.kill(process.pid, 'SIGKILL')
})
const { engine, desk } = await openCounter(await adapterOf(place), { plugins: [bankOf(provider)], now })
const runner = new PaymentRunner(engine, { tenant: 'rose', branch: 'main' })

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)

async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    return codeOf(error)
  }
}

process.on('message', async (message) => {
  const order = orderSchema.parse(message)
  const at = (clerk: string) => desk(clerk, 'owner')
  const started = ((): Promise<unknown>[] => {
    switch (order.do) {
      case 'refund':
        return Array.from({ length: order.times }, () =>
          at('ann').ledger.refund({ receiptId: order.receiptId, amount: order.amount, reason: 'asked' }),
        )
      case 'pay':
        return Array.from({ length: order.times }, () =>
          at(order.clerk).ledger.takePayment({
            orderId: order.orderId,
            till: order.till,
            legs: [{ method: 'cash', amount: order.amount }],
          }),
        )
      case 'work':
        return Array.from({ length: order.times }, () => runner.work())
    }
  })()
  process.send?.(await Promise.all(started.map(outcomeOf)))
})
process.once('disconnect', () => void engine.close().then(() => process.exit()))
process.send?.([])
