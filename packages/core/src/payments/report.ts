/** Reports on their way into the house: as data for operations, and as they are judged. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { AttemptState } from './attempt-state.ts'
import type { ProviderReport } from './payment-provider.ts'
import { presentationSchema } from './present-attempt.ts'

export type ReportSource = 'house' | 'call' | 'query' | 'webhook' | 'settlement' | 'person'

const schema = z.strictObject({
  /** unknown: the call was made, and nobody knows with what success. */
  state: z.enum(['pending', 'unknown', 'settled', 'failed', 'voided', 'absent']),
  /** What has moved; with settled only. */
  moved: z
    .strictObject({
      amount: z.string().min(1).max(40),
      currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
    })
    .optional(),
  reference: z.string().max(200).optional(),
  reason: z.string().max(300).optional(),
  presentation: presentationSchema.optional(),
})

/** A provider's report as data: amounts as decimal strings. */
export interface Report extends z.input<typeof schema> {}

export const reportSchema: z.ZodType<z.output<typeof schema>, Report> = schema.refine(
  (report) => (report.state === 'settled') === (report.moved !== undefined),
  'must say what has moved where the state is settled, and only there',
)

const cut = (text: string | undefined, most: number): string | undefined => text?.slice(0, most)

/** What an adapter answered, as data. */
export function reportOf(answer: ProviderReport): Report {
  const reference = cut(answer.reference, 200)
  if (answer.state === 'settled') {
    const { amount } = answer
    return { state: 'settled', moved: { amount: amount.toString(), currency: amount.currency }, reference }
  }
  const { state, presentation } = answer
  return { state, reference, reason: cut(answer.reason, 300), presentation }
}

export interface Judged {
  readonly state: AttemptState
  readonly moved: Money | null
  /** Why a person must look at it. */
  readonly review: string | null
  /** A refund that never arrived is sent again. */
  readonly sendAgain: boolean
}

/**
 * What a report means for an attempt. Money of another amount or currency counts as unknown until a person decides. An id
 * that the provider does not know has failed if it is a payment and nothing can still be under way; a refund is sent again.
 */
export function judged(
  report: Report,
  attempt: { readonly kind: string; readonly amount: Money },
  maybeUnderWay: boolean,
): Judged {
  const moved = report.moved === undefined ? null : Money.of(report.moved.amount, report.moved.currency)
  const plain = { moved, review: null, sendAgain: false }
  if (moved !== null && !(moved.currency === attempt.amount.currency && moved.equals(attempt.amount))) {
    const review = `The provider says that ${moved.toString()} ${moved.currency} moved, but ${attempt.amount.toString()} ${attempt.amount.currency} was intended.`
    return { ...plain, state: 'unknown', review }
  }
  if (report.state !== 'absent') return { ...plain, state: report.state }
  if (attempt.kind === 'refund') return { ...plain, state: 'unknown', sendAgain: !maybeUnderWay }
  return { ...plain, state: maybeUnderWay ? 'unknown' : 'failed' }
}
