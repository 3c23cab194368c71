/** The port of payment providers: what an adapter for WeChat Pay, a card terminal in the cloud or any other provider implements. */
import { defineRegistry, type Registry } from '../engine/registry.ts'
import type { Instant } from '../values/instant.ts'
import type { Money } from '../values/money.ts'

/** What a provider can do beside taking payments and telling of them. */
export interface PaymentCapabilities {
  /** Money can be sent back by `refund`. False: refunds are refused before anybody calls. */
  readonly refund: boolean
  /** A payment nobody has paid yet can be closed by `cancel`. False: the house waits for the provider to let it lapse. */
  readonly cancel: boolean
}

/** A payment to be taken. `id` is the house's own and the idempotency key: the provider charges it once, however often it is sent. */
export interface PaymentIntent {
  readonly id: string
  readonly amount: Money
  readonly orderId: string
  /** After this moment the customer shall no longer be able to pay it. */
  readonly expiresAt: Instant
}

/** Money to be sent back, of one payment. `id` is the idempotency key of the refund. */
export interface RefundIntent {
  readonly id: string
  /** The `id` of the payment that is given back. */
  readonly paymentId: string
  /** The provider's own reference of that payment, where it told one. */
  readonly paymentReference: string | null
  readonly amount: Money
}

/** Which payment or refund is asked about. */
export interface PaymentQuestion {
  readonly kind: 'payment' | 'refund'
  readonly id: string
  readonly reference: string | null
}

/** How the customer pays: a code to show, a page to open. The house hands it on as it is. */
export interface PaymentPresentation {
  /** `qr`, `redirect` or what else the host's screen understands. */
  readonly kind: string
  readonly value: string
}

/**
 * What the provider says of a payment or refund.
 * - `pending`: accepted, not decided. `settled`: the money has moved; `amount` is what moved, as the provider says it.
 * - `failed`: refused for good. `voided`: closed before anybody paid. `absent`: the provider knows no such id.
 */
export type ProviderReport =
  | { readonly state: 'settled'; readonly amount: Money; readonly reference?: string | undefined }
  | {
      readonly state: 'pending' | 'failed' | 'voided' | 'absent'
      readonly reference?: string | undefined
      /** In the provider's words; never personal data. */
      readonly reason?: string | undefined
      readonly presentation?: PaymentPresentation | undefined
    }

/** What a webhook tells, once its signature was found to be the provider's. */
export interface ProviderNotice {
  /** The provider's id of the message: the house counts messages of one id once. */
  readonly eventId: string
  readonly kind: 'payment' | 'refund'
  /** The house's id of the payment or refund, as it was given to `pay` or `refund`. */
  readonly id: string
  readonly report: ProviderReport
}

export interface PaymentProvider {
  readonly contract: 1
  /** camelCase, at most 20 characters; what `payments.begin` names. */
  readonly name: string
  /** The ledger's payment method under which its money stands in the books: its account is the clearing account. */
  readonly method: string
  readonly can: PaymentCapabilities
  /**
   * Takes a payment, or begins to. Called outside of any transaction. Whatever it throws means "nobody knows": the house
   * asks later with `query`, and never takes an error for a refusal. A refusal is answered, as `failed`.
   */
  pay(intent: PaymentIntent): Promise<ProviderReport>
  /** Sends money back. The same rules as `pay`; the same `id` sends it once. */
  refund(intent: RefundIntent): Promise<ProviderReport>
  /** What became of a payment or refund. Changes nothing. */
  query(question: PaymentQuestion): Promise<ProviderReport>
  /** Closes a payment so that nobody can pay it any more; `settled` where somebody has. Required where `can.cancel`. */
  cancel?(intent: PaymentIntent): Promise<ProviderReport>
  /**
   * Checks the signature over exactly these bytes and reads the message; keeps nothing.
   *
   * @throws WEBHOOK_SIGNATURE_INVALID where the signature is missing, wrong or too old
   */
  parseWebhook(headers: Readonly<Record<string, string>>, bytes: Uint8Array): Promise<ProviderNotice>
}

/** The providers of an engine: a plugin adds one with `entry(paymentProviders, provider)`. */
export const paymentProviders: Registry<PaymentProvider> = defineRegistry<PaymentProvider>(
  'payments.providers',
  (provider) => provider.name,
)
