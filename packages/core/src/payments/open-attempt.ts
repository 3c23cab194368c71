/** Begins an attempt: a row that says what is intended, before anybody calls the provider. */
import type { CommandContext } from '../engine/context.ts'
import type { Instant } from '../values/instant.ts'
import type { Money } from '../values/money.ts'
import { PaymentProviderUnknown } from './errors.ts'
import { paymentBegun } from './events.ts'
import type { Outcome } from './outcome.ts'
import { type PaymentProvider, paymentProviders } from './payment-provider.ts'
import type { AttemptRow } from './present-attempt.ts'
import { paymentsAttempts } from './tables.ts'

export interface Intended {
  readonly kind: 'payment' | 'refund'
  readonly provider: string
  readonly method: string
  readonly orderId: string
  readonly amount: Money
  readonly expiresAt: Instant
  readonly outcome?: Outcome
  readonly paymentId?: string | null
  readonly entryId?: string | null
  readonly purpose?: string | null | undefined
  readonly reason?: string | null
  readonly till?: string | null | undefined
}

/** @throws PAYMENT_PROVIDER_UNKNOWN */
export function findProvider(context: Pick<CommandContext, 'entries'>, name: string): PaymentProvider {
  const known = context.entries(paymentProviders)
  const found = known.find((provider) => provider.name === name)
  if (found === undefined) throw PaymentProviderUnknown.create({ provider: name, known: known.map((one) => one.name) })
  return found
}

/** Inserts the attempt, due at once, and tells of it. Costs one insert, with the rest of the command. */
export function openAttempt(context: CommandContext, intended: Intended): AttemptRow {
  const { kind, provider, method, orderId, amount } = intended
  const row = context.store.insert(paymentsAttempts, {
    id: context.newId(),
    branch: context.branch,
    kind,
    provider,
    method,
    orderId,
    paymentId: intended.paymentId ?? null,
    purpose: intended.purpose ?? null,
    reason: intended.reason ?? null,
    till: intended.till ?? null,
    currency: amount.currency,
    amount: amount.minor,
    state: 'pending',
    outcome: intended.outcome ?? 'none',
    entryId: intended.entryId ?? null,
    openedAt: context.now,
    expiresAt: intended.expiresAt,
    calls: 0,
    looks: 0,
    nextLookAt: context.now,
  })
  const { currency } = amount
  context.emit(paymentBegun, { attemptId: row.id, kind, provider, orderId, currency, amount: amount.toString() })
  return row
}
