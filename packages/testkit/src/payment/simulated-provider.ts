/** A payment provider in memory, with a customer to pay or decline, and as hostile as it is told to be. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import {
  Money,
  type PaymentIntent,
  type PaymentProvider,
  type PaymentQuestion,
  type ProviderNotice,
  type ProviderReport,
  type RefundIntent,
  WebhookSignatureInvalid,
} from '@calotype/core'

/**
 * How a call goes. `lostBefore`: the request is lost, nothing happens. `lostAfter`: it is carried out, and the answer is
 * lost. `settle`, `decline`: pays or refuses at once. Otherwise payments wait for their customer, and refunds go out at once.
 */
export type SimulatedWay = 'plain' | 'lostBefore' | 'lostAfter' | 'settle' | 'decline' | 'wait'

export type SimulatedCall = 'pay' | 'refund' | 'query' | 'cancel'

export interface SimulatedProviderOptions {
  /** `simulated` unless told. */
  readonly name?: string
  /** The ledger's payment method; `wechat` unless told. */
  readonly method?: string
  /** Decides how each call goes; plainly unless told. */
  readonly way?: (call: SimulatedCall, id: string) => SimulatedWay
}

/** A message that the provider sends; a test delivers it late, twice, out of order or never. */
export interface SimulatedMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
}

/** What the provider's own books say of one payment or refund. */
export interface SimulatedEntry {
  readonly kind: 'payment' | 'refund'
  readonly id: string
  readonly paymentId: string | null
  readonly amount: Money
  state: 'pending' | 'settled' | 'failed' | 'voided'
}

/** One message as it is written on the wire. */
interface Wire {
  readonly eventId: string
  readonly kind: 'payment' | 'refund'
  readonly id: string
  readonly state: SimulatedEntry['state']
  readonly amount: string
  readonly currency: string
}

const secret = 'a secret of the simulation'

export class SimulatedProvider implements PaymentProvider {
  readonly contract = 1
  readonly name: string
  readonly method: string
  readonly can = { refund: true, cancel: true }
  /** Everything the provider has sent so far, in its order. */
  readonly messages: SimulatedMessage[] = []
  readonly #way: (call: SimulatedCall, id: string) => SimulatedWay
  readonly #entries = new Map<string, SimulatedEntry>()
  #events = 0

  constructor(options: SimulatedProviderOptions = {}) {
    this.name = options.name ?? 'simulated'
    this.method = options.method ?? 'wechat'
    this.#way = options.way ?? (() => 'plain')
  }

  /** The provider's own books. */
  get entries(): readonly SimulatedEntry[] {
    return [...this.#entries.values()]
  }

  /** What the provider holds for the studio: payments that settled less refunds that did. */
  held(currency: string): Money {
    const moved = this.entries.filter((entry) => entry.state === 'settled' && entry.amount.currency === currency)
    return moved.reduce(
      (sum, { kind, amount }) => (kind === 'payment' ? sum.plus(amount) : sum.minus(amount)),
      Money.zero(currency),
    )
  }

  /** The customer pays, as late as the customer likes: what was refused before may still succeed. False where it was closed. */
  customerPays(id: string): boolean {
    const entry = this.#entries.get(id)
    if (entry === undefined || entry.state === 'voided' || entry.state === 'settled') return false
    if (entry.kind === 'refund' && !this.#fits(entry)) return false
    return this.#move(entry, 'settled')
  }

  /** The customer, or the bank, refuses. */
  customerDeclines(id: string): boolean {
    const entry = this.#entries.get(id)
    return entry?.state === 'pending' && this.#move(entry, 'failed')
  }

  pay(intent: PaymentIntent): Promise<ProviderReport> {
    return this.#called('pay', intent.id, (way) => {
      if (this.#entries.has(intent.id)) return
      const entry = this.#open({
        kind: 'payment',
        id: intent.id,
        paymentId: null,
        amount: intent.amount,
        state: 'pending',
      })
      if (way === 'settle') this.#move(entry, 'settled')
      if (way === 'decline') this.#move(entry, 'failed')
    })
  }

  refund(intent: RefundIntent): Promise<ProviderReport> {
    return this.#called('refund', intent.id, (way) => {
      if (this.#entries.has(intent.id)) return
      const { id, paymentId, amount } = intent
      const entry = this.#open({ kind: 'refund', id, paymentId, amount, state: 'pending' })
      if (way === 'decline' || !this.#fits(entry)) this.#move(entry, 'failed')
      else if (way !== 'wait') this.#move(entry, 'settled')
    })
  }

  query(question: PaymentQuestion): Promise<ProviderReport> {
    return this.#called('query', question.id, () => undefined)
  }

  cancel(intent: PaymentIntent): Promise<ProviderReport> {
    return this.#called('cancel', intent.id, () => {
      const entry = this.#entries.get(intent.id)
      if (entry?.state === 'pending' || entry?.state === 'failed') this.#move(entry, 'voided')
    })
  }

  async parseWebhook(headers: Readonly<Record<string, string>>, bytes: Uint8Array): Promise<ProviderNotice> {
    const given = Buffer.from(headers['x-signature'] ?? '', 'hex')
    const right = signature(bytes)
    if (given.length !== right.length || !timingSafeEqual(given, right)) {
      throw WebhookSignatureInvalid.create({ provider: this.name, rule: 'is not signed with its key' })
    }
    const { eventId, kind, id, state, amount, currency }: Wire = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return { eventId, kind, id, report: reported(state, Money.of(amount, currency), id) }
  }

  /** A message that the provider signs although it is not so: another amount, or another currency. */
  wrongMessage(id: string, amount: Money): SimulatedMessage {
    const kind = this.#entries.get(id)?.kind ?? 'payment'
    return this.#message({ kind, id, state: 'settled', amount })
  }

  /** A message that somebody else has written. */
  forgedMessage(id: string, amount: Money): SimulatedMessage {
    const { bytes } = this.#message({ kind: 'payment', id, state: 'settled', amount })
    return { headers: { 'x-signature': createHmac('sha256', 'guessed').update(bytes).digest('hex') }, bytes }
  }

  async #called(call: SimulatedCall, id: string, work: (way: SimulatedWay) => void): Promise<ProviderReport> {
    const way = this.#way(call, id)
    if (way === 'lostBefore') throw new Error('The connection broke before the request arrived.')
    work(way)
    if (way === 'lostAfter') throw new Error('The connection broke before the answer arrived.')
    const entry = this.#entries.get(id)
    return entry === undefined ? { state: 'absent' } : reported(entry.state, entry.amount, id)
  }

  #open(entry: SimulatedEntry): SimulatedEntry {
    this.#entries.set(entry.id, entry)
    return entry
  }

  /** Whether no more goes back than came. */
  #fits(refund: SimulatedEntry): boolean {
    const payment = this.#entries.get(refund.paymentId ?? '')
    if (payment?.state !== 'settled' || payment.amount.currency !== refund.amount.currency) return false
    const back = this.entries.filter((one) => one.paymentId === payment.id && one.state === 'settled')
    const gone = back.reduce((sum, { amount }) => sum.plus(amount), refund.amount)
    return !gone.greaterThan(payment.amount)
  }

  #move(entry: SimulatedEntry, state: SimulatedEntry['state']): boolean {
    entry.state = state
    this.messages.push(this.#message(entry))
    return true
  }

  #message(told: Pick<SimulatedEntry, 'kind' | 'id' | 'state' | 'amount'>): SimulatedMessage {
    const { kind, id, state, amount } = told
    this.#events++
    const eventId = `event-${this.#events}`
    const wire: Wire = { eventId, kind, id, state, amount: amount.toString(), currency: amount.currency }
    const bytes = Buffer.from(JSON.stringify(wire))
    return { headers: { 'x-signature': signature(bytes).toString('hex') }, bytes }
  }
}

const signature = (bytes: Uint8Array): Buffer => createHmac('sha256', secret).update(bytes).digest()

const reported = (state: SimulatedEntry['state'], amount: Money, id: string): ProviderReport =>
  state === 'settled' ? { state, amount, reference: `sim-${id}` } : { state, reference: `sim-${id}` }
