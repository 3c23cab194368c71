/** A studio for the tests, with a provider that does what it is told. */
import { createHmac } from 'node:crypto'
import { definePlugin } from '../../src/engine/plugin.ts'
import { entry } from '../../src/engine/registry.ts'
import {
  PaymentRunner,
  type PaymentProvider,
  type ProviderReport,
  paymentProviders,
  paymentsRoom,
  WebhookSignatureInvalid,
} from '../../src/payments/index.ts'
import { Money } from '../../src/values/money.ts'
import { type CounterOptions, openStudio } from '../ledger/counter.ts'

export const settled = (amount: string, currency = 'CNY'): ProviderReport => ({
  state: 'settled',
  amount: Money.of(amount, currency),
  reference: 'ref-1',
})

const sign = (bytes: Uint8Array): string => createHmac('sha256', 'key').update(bytes).digest('hex')

/** Answers what stands in `answers`, in order; then waits for ever with `pending`. */
export class ScriptedProvider implements PaymentProvider {
  readonly contract = 1
  readonly name: string = 'bank'
  readonly method: string = 'wechat'
  can = { refund: true, cancel: true }
  readonly answers: (ProviderReport | Error | Promise<ProviderReport>)[] = []
  readonly calls: string[] = []

  async #answer(call: string): Promise<ProviderReport> {
    this.calls.push(call)
    const answer = await (this.answers.shift() ?? { state: 'pending' })
    if (answer instanceof Error) throw answer
    return answer
  }
  pay = () => this.#answer('pay')
  refund = () => this.#answer('refund')
  query = () => this.#answer('query')
  cancel = () => this.#answer('cancel')

  async parseWebhook(headers: Readonly<Record<string, string>>, bytes: Uint8Array) {
    if (headers.signature !== sign(bytes)) {
      throw WebhookSignatureInvalid.create({ provider: this.name, rule: 'is not signed with its key' })
    }
    const { eventId, kind, id, state, amount, currency } = JSON.parse(Buffer.from(bytes).toString())
    const report = state === 'settled' ? settled(amount, currency) : { state }
    return { eventId, kind, id, report }
  }
}

export interface Message {
  readonly eventId: string
  readonly id: string
  readonly kind?: 'payment' | 'refund'
  readonly state?: string
  readonly amount?: string
  readonly currency?: string
}

export async function openBank(options: Pick<CounterOptions<readonly []>, 'storage'> = {}) {
  const provider = new ScriptedProvider()
  const other = Object.assign(new ScriptedProvider(), { name: 'wallet', method: 'alipay' })
  const bank = definePlugin({
    name: 'bank',
    version: '1.0.0',
    requires: { payments: '*' },
    // The other takes another method, and must never be asked for money of the first.
    entries: [entry(paymentProviders, provider), entry(paymentProviders, other)],
  })
  const studio = await openStudio({ ...options, plugins: [paymentsRoom, bank] })
  const runner = new PaymentRunner(studio.engine, { tenant: 'rose', branch: 'main' })
  const owner = studio.as('owner')
  const begin = (amount: string, orderId = 'o1') => owner.payments.begin({ orderId, provider: 'bank', amount })
  return {
    ...studio,
    provider,
    runner,
    owner,
    begin,
    later: (minutes: number) => {
      studio.clock.now = new Date(Date.parse(studio.clock.now) + minutes * 60_000).toISOString()
    },
    /** An order of 5,000.00, with `amount` of it paid through the provider. */
    async paid(amount: string, orderId = 'o1') {
      await owner.sales.open({ orderId, total: '5000.00' })
      const { id } = await begin(amount, orderId)
      provider.answers.push(settled(amount))
      return runner.send(id)
    },
    deliver(message: Message, key?: string) {
      const told = { kind: 'payment', state: 'settled', currency: 'CNY', ...message }
      const bytes = Buffer.from(JSON.stringify(told))
      return runner.receiveWebhook('bank', { signature: key ?? sign(bytes) }, bytes)
    },
    async balance(account: string) {
      return (await owner.ledger.accountBalance({ account })).balance
    },
    async due(orderId = 'o1') {
      return (await owner.ledger.balanceDue({ orderId })).balanceDue
    },
  }
}
