/** A payment provider whose books are a file: several processes call it, and it outlives them. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import {
  definePlugin,
  entry,
  Money,
  type PaymentIntent,
  type PaymentProvider,
  type PaymentQuestion,
  type ProviderReport,
  paymentProviders,
  type RefundIntent,
  WebhookSignatureInvalid,
} from '@calotype/core'

export interface ProviderCall {
  readonly call: 'pay' | 'refund'
  readonly id: string
  readonly amount: string
  readonly currency: string
}

/** Every call that moves money, in the order in which they came. */
export function callsOf(file: string): readonly ProviderCall[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line))
}

/** Settles whatever is sent, once for each id. `moved` is told right after it, before the caller hears. */
export class FileProvider implements PaymentProvider {
  readonly contract = 1
  readonly name = 'bank'
  readonly method = 'wechat'
  readonly can = { refund: true, cancel: false }
  readonly #file: string
  readonly #moved: () => void

  constructor(file: string, moved: () => void = () => undefined) {
    this.#file = file
    this.#moved = moved
  }

  async pay({ id, amount }: PaymentIntent): Promise<ProviderReport> {
    return this.#move('pay', id, amount)
  }

  async refund({ id, amount }: RefundIntent): Promise<ProviderReport> {
    return this.#move('refund', id, amount)
  }

  async query({ id }: PaymentQuestion): Promise<ProviderReport> {
    const known = callsOf(this.#file).find((one) => one.id === id)
    return known === undefined
      ? { state: 'absent' }
      : { state: 'settled', amount: Money.of(known.amount, known.currency), reference: id }
  }

  async parseWebhook(): Promise<never> {
    throw WebhookSignatureInvalid.create({ provider: this.name, rule: 'is of a provider that sends none' })
  }

  #move(call: ProviderCall['call'], id: string, amount: Money): ProviderReport {
    const told: ProviderCall = { call, id, amount: amount.toString(), currency: amount.currency }
    appendFileSync(this.#file, `${JSON.stringify(told)}\n`)
    this.#moved()
    return { state: 'settled', amount, reference: id }
  }
}

export const bankOf = (provider: PaymentProvider) =>
  definePlugin({
    name: 'bank',
    version: '1.0.0',
    requires: { payments: '*' },
    entries: [entry(paymentProviders, provider)],
  })
