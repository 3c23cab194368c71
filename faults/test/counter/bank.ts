/** A studio with a payment provider that does what it is told. */
import { createHmac } from 'node:crypto'
import {
  Money,
  type PaymentIntent,
  type PaymentProvider,
  type PaymentQuestion,
  PaymentRunner,
  type ProviderReport,
  type RefundIntent,
  type StorageAdapter,
  WebhookSignatureInvalid,
} from '@calotype/core'
import { bankOf } from '../../src/counter/file-provider.ts'
import { openCounter } from '../../src/counter/studio.ts'

export const settled = (amount: string, currency = 'CNY'): ProviderReport => ({
  state: 'settled',
  amount: Money.of(amount, currency),
  reference: 'ref-1',
})

const sign = (bytes: Uint8Array): string => createHmac('sha256', 'key').update(bytes).digest('hex')

/** Answers what stands in `answers`, in order; then settles what is in `settling`, and lets the rest wait for ever. */
export class ScriptedProvider implements PaymentProvider {
  readonly contract = 1
  readonly name = 'bank'
  readonly method = 'wechat'
  can = { refund: true, cancel: true }
  readonly answers: (ProviderReport | Error | Promise<ProviderReport>)[] = []
  readonly calls: string[] = []
  /** Settles every payment and refund as it is sent. */
  settlesAll = false

  async #answer(call: string, amount?: Money): Promise<ProviderReport> {
    this.calls.push(call)
    const otherwise: ProviderReport =
      this.settlesAll && amount !== undefined ? settled(amount.toString(), amount.currency) : { state: 'pending' }
    const answer = await (this.answers.shift() ?? otherwise)
    if (answer instanceof Error) throw answer
    return answer
  }
  pay = ({ amount }: PaymentIntent) => this.#answer('pay', amount)
  refund = ({ amount }: RefundIntent) => this.#answer('refund', amount)
  query = (_: PaymentQuestion) => this.#answer('query')
  cancel = (_: PaymentIntent) => this.#answer('cancel')

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

export async function openBank(storage: StorageAdapter, tenant = 'rose') {
  const provider = new ScriptedProvider()
  const studio = await openCounter(storage, { plugins: [bankOf(provider)], tenant })
  const { engine, clock, owner } = studio
  const runner = new PaymentRunner(engine, { tenant, branch: 'main' })
  const begin = (amount: string, orderId = 'o1') => owner.payments.begin({ orderId, provider: 'bank', amount })
  return {
    ...studio,
    provider,
    runner,
    begin,
    later(minutes: number) {
      clock.now = new Date(Date.parse(clock.now) + minutes * 60_000).toISOString()
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

export type Bank = Awaited<ReturnType<typeof openBank>>
