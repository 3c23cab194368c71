/**
 * The runner: the one part of the house that talks to payment providers. It stands outside of every transaction: what it is
 * about to do is written down first, what came of it afterwards, and what is lost in between is asked for again.
 */
import type { Calls } from '../engine/desk.ts'
import { type Declarations, declarationsToken } from '../engine/load-plugins.ts'
import type { SessionOptions } from '../engine/session.ts'
import { type Logger, loggerToken, type Token } from '../engine/tokens.ts'
import { reasonOf } from '../engine/reason.ts'
import { Money } from '../values/money.ts'
import { PaymentProviderUnknown } from './errors.ts'
import type { ClaimedAttempt } from './operations/claim-attempt.ts'
import type { WebhookAnswer } from './operations/receive-webhook.ts'
import { type PaymentProvider, paymentProviders, type ProviderReport } from './payment-provider.ts'
import type { PaymentOperations } from './plugin.ts'
import type { PaymentAttempt } from './present-attempt.ts'
import { type Report, reportOf } from './report.ts'

/** The part of an engine that the runner needs. */
export interface PaymentHost {
  as(session: SessionOptions): { readonly payments: Calls<PaymentOperations> }
  resolve<T>(token: Token<T>): T
}

export interface PaymentRunnerOptions {
  readonly tenant: string
  /** Where messages are kept that speak of no payment: any branch of the studio. */
  readonly branch: string
  /** How long a provider may take to answer before the answer counts as lost, in milliseconds; 30,000 unless told. */
  readonly answerWithinMs?: number
}

export class PaymentRunner {
  readonly #host: PaymentHost
  readonly #options: PaymentRunnerOptions
  readonly #answerWithinMs: number
  readonly #providers: ReadonlyMap<string, PaymentProvider>
  readonly #logger: Logger

  constructor(host: PaymentHost, options: PaymentRunnerOptions) {
    this.#host = host
    this.#options = options
    this.#answerWithinMs = options.answerWithinMs ?? 30_000
    this.#logger = host.resolve(loggerToken)
    this.#providers = new Map(providersOf(host.resolve(declarationsToken)).map((one) => [one.name, one]))
  }

  /**
   * Does now what is due for one payment or refund: sends it, or asks what became of it. Answers how it then stands; a
   * provider that fails is no error here, and leaves the attempt `unknown`.
   *
   * @throws PAYMENT_ATTEMPT_UNKNOWN
   */
  async send(attemptId: string): Promise<PaymentAttempt> {
    const { branch } = await this.#desk().attempt({ attemptId })
    return this.#do(attemptId, branch, true)
  }

  /**
   * Does everything that is due in all branches of the studio: to be called now and then, say every ten seconds, and safe to be
   * called from several processes. Answers how many attempts were looked at.
   */
  async work(): Promise<number> {
    let done = 0
    const seen = new Set<string>()
    for (;;) {
      const { items } = await this.#desk().due({ limit: 100 })
      const fresh = items.filter(({ attemptId }) => !seen.has(attemptId))
      if (fresh.length === 0) return done
      for (const { attemptId, branch } of fresh) {
        seen.add(attemptId)
        done++
        try {
          await this.#do(attemptId, branch, false)
        } catch (error) {
          // The claim runs out by itself; one attempt that cannot be recorded must not stop the others.
          this.#logger.error('A payment could not be recorded and will be asked about again', {
            attemptId,
            error: reasonOf(error),
          })
        }
      }
    }
  }

  /**
   * Takes a webhook: pass the headers, and the body as the very bytes that arrived. Answer the provider "received" when this
   * is fulfilled, and with an error when it throws, so that it sends the message again.
   *
   * @throws WEBHOOK_SIGNATURE_INVALID, PAYMENT_PROVIDER_UNKNOWN
   */
  async receiveWebhook(
    provider: string,
    headers: Readonly<Record<string, string>>,
    bytes: Uint8Array,
  ): Promise<WebhookAnswer> {
    const notice = await this.#provider(provider).parseWebhook(headers, bytes)
    const { eventId, kind, id: attemptId } = notice
    const report = reportOf(notice.report)
    const known = attemptId.length > 64 ? undefined : await this.#desk().attempt.attempt({ attemptId })
    const desk = this.#desk(known?.ok === true ? known.value.branch : undefined)
    return desk.receiveWebhook({ provider, eventId, kind, attemptId, report })
  }

  async #do(attemptId: string, branch: string, now: boolean): Promise<PaymentAttempt> {
    const desk = this.#desk(branch)
    const claimed = await desk.claim({ attemptId, now })
    if (claimed.duty === 'none') return claimed.attempt
    const source = claimed.duty === 'lapse' ? 'house' : claimed.duty === 'query' ? 'query' : 'call'
    const report = claimed.duty === 'lapse' ? lapsed : await this.#ask(claimed)
    return desk.report({ attemptId, source, report })
  }

  async #ask({ duty, attempt, paymentReference }: ClaimedAttempt): Promise<Report> {
    const provider = this.#provider(attempt.provider)
    const { id, orderId, expiresAt, reference } = attempt
    const amount = Money.of(attempt.amount, attempt.currency)
    const intent = { id, amount, orderId, expiresAt }
    const kind = attempt.kind === 'refund' ? 'refund' : 'payment'
    const call = async (): Promise<ProviderReport> => {
      if (duty === 'pay') return provider.pay(intent)
      if (duty === 'refund') {
        return provider.refund({ id, paymentId: attempt.paymentId ?? '', paymentReference, amount })
      }
      if (duty === 'cancel' && provider.cancel !== undefined) return provider.cancel(intent)
      return provider.query({ kind, id, reference })
    }
    try {
      return reportOf(await within(this.#answerWithinMs, call()))
    } catch (error) {
      return { state: 'unknown', reason: reasonOf(error).slice(0, 300) }
    }
  }

  #provider(name: string): PaymentProvider {
    const found = this.#providers.get(name)
    if (found === undefined) throw PaymentProviderUnknown.create({ provider: name, known: [...this.#providers.keys()] })
    return found
  }

  #desk(branch = this.#options.branch): Calls<PaymentOperations> {
    const actor = { id: 'payments', roles: ['paymentRunner'] }
    return this.#host.as({ tenant: this.#options.tenant, branch, actor }).payments
  }
}

const lapsed: Report = { state: 'failed', reason: 'It was never sent, and its time ran out.' }

const providersOf = (declarations: Declarations): readonly PaymentProvider[] =>
  (declarations.entries.get(paymentProviders.name) ?? []) as readonly PaymentProvider[]

/** An answer that comes too late is nobody's: what it said is asked for with `query`. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The provider did not answer within ${ms} ms.`)), ms)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
