import type { PaymentIntent, PaymentQuestion, ProviderNotice, ProviderReport, RefundIntent } from '@calotype/core'
import { Money } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import {
  paymentConformance,
  runConformance,
  SimulatedProvider,
  type SimulatedProviderOptions,
  simulatedTestProvider,
} from '../../src/index.ts'

describe('the simulated provider keeps the payment contract', () => {
  for (const { name, run } of paymentConformance({ newProvider: async () => simulatedTestProvider() }).cases) {
    it(name, run)
  }
})

/** Sends under an id of its own each time. */
class ChargesTwice extends SimulatedProvider {
  #sent = 0
  override pay(intent: PaymentIntent): Promise<ProviderReport> {
    this.#sent++
    const id = this.#sent === 1 || !intent.id.includes('twice') ? intent.id : `${intent.id}-again`
    const paid = super.pay({ ...intent, id })
    this.customerPays(id)
    return paid
  }
}

class RefundsTwice extends SimulatedProvider {
  #sent = 0
  override refund(intent: RefundIntent): Promise<ProviderReport> {
    this.#sent++
    return super.refund({ ...intent, id: this.#sent === 1 ? intent.id : `${intent.id}-${this.#sent}` })
  }
}

/** Thinks that what it did not hear was a no. */
class TakesErrorsForRefusals extends SimulatedProvider {
  override async pay(intent: PaymentIntent): Promise<ProviderReport> {
    try {
      return await super.pay(intent)
    } catch {
      return { state: 'failed' }
    }
  }
}

class KnowsEverything extends SimulatedProvider {
  override async query(question: PaymentQuestion): Promise<ProviderReport> {
    const answer = await super.query(question)
    return answer.state === 'absent' ? { state: 'failed' } : answer
  }
}

class PaysWhenAsked extends SimulatedProvider {
  override async query(question: PaymentQuestion): Promise<ProviderReport> {
    this.customerPays(question.id)
    return super.query(question)
  }
}

class CountsInYuan extends SimulatedProvider {
  override async query(question: PaymentQuestion): Promise<ProviderReport> {
    const answer = await super.query(question)
    if (answer.state !== 'settled') return answer
    return { ...answer, amount: Money.ofMinor((answer.amount.minor / 100n) * 100n, 'CNY') }
  }
}

class BelievesAnybody extends SimulatedProvider {
  override async parseWebhook(_headers: Readonly<Record<string, string>>, bytes: Uint8Array): Promise<ProviderNotice> {
    const { eventId, kind, id, amount } = JSON.parse(Buffer.from(bytes).toString('latin1'))
    return { eventId, kind, id, report: { state: 'settled', amount: Money.of(amount, 'CNY') } }
  }
}

class NumbersByArrival extends SimulatedProvider {
  #arrived = 0
  override async parseWebhook(headers: Readonly<Record<string, string>>, bytes: Uint8Array): Promise<ProviderNotice> {
    this.#arrived++
    return { ...(await super.parseWebhook(headers, bytes)), eventId: `arrived-${this.#arrived}` }
  }
}

class CancelsWithoutTelling extends SimulatedProvider {
  override cancel(): Promise<ProviderReport> {
    return Promise.resolve({ state: 'voided' })
  }
}

const broken: readonly [string, new (options: SimulatedProviderOptions) => SimulatedProvider, string][] = [
  ['charges twice', ChargesTwice, 'the same payment sent twice is charged once'],
  ['refunds twice', RefundsTwice, 'the same refund sent twice goes out once'],
  ['takes errors for refusals', TakesErrorsForRefusals, 'an answer that is lost is an error and never a refusal'],
  ['says failed of what it does not know', KnowsEverything, 'what the provider does not know is absent'],
  ['pays when it is asked', PaysWhenAsked, 'a refusal is answered as failed, and moves nothing'],
  ['drops the fen', CountsInYuan, 'a payment settles for exactly what was intended'],
  ['believes any webhook', BelievesAnybody, 'a webhook that is not signed'],
  ['numbers webhooks by their arrival', NumbersByArrival, 'keeps its id when it comes again'],
  ['says voided and leaves it open', CancelsWithoutTelling, 'what is cancelled is voided'],
]

describe('the suite catches a provider that', () => {
  it.each(broken)('%s', async (_what, Broken, rule) => {
    const newProvider = async () => simulatedTestProvider((options) => new Broken(options))
    const { failed } = await runConformance(paymentConformance({ newProvider }))
    expect(failed.map((one) => one.name)).toContainEqual(expect.stringContaining(rule))
  })
})
