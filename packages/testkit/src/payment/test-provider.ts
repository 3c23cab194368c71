/** What the suite for payment providers is run on. */
import type { PaymentProvider } from '@calotype/core'
import type { SimulatedMessage } from './simulated-provider.ts'

/** An adapter with the other side of it: the provider's sandbox, or a simulation of it that the author has written. */
export interface TestProvider {
  readonly provider: PaymentProvider
  /** A currency that the sandbox takes, such as CNY. */
  readonly currency: string
  /** Makes the customer pay a payment that waits. */
  customerPays(id: string): Promise<void>
  /** Makes the customer, or the customer's bank, refuse one. */
  customerDeclines(id: string): Promise<void>
  /** Breaks the connection once: the next call is carried out by the provider, and its answer is lost. */
  loseNextAnswer(): void
  /** What the provider holds for the studio, in minor units: payments that settled less refunds that did. */
  heldMinor(): Promise<bigint>
  /** The newest webhook about a payment or refund, as it would arrive. */
  newestWebhook(id: string): Promise<SimulatedMessage>
  close?(): Promise<void>
}
