/** The states of a payment or refund at a provider, and how reports change them. Pure: no I/O. */

/**
 * `pending`: begun, and not decided. `unknown`: the provider was called and nobody knows with what success. `settled`: the
 * money has moved. `failed`, `voided`: it has not, as far as anybody knows; a late success still counts.
 */
export type AttemptState = 'pending' | 'unknown' | 'settled' | 'failed' | 'voided'

/**
 * The state after a report. Reports come late, twice and out of order, so the order of arrival does not decide: money that
 * has moved stays moved, a refusal outranks a waiting, and only a success outranks a refusal.
 */
export function stateAfter(state: AttemptState, reported: AttemptState): AttemptState {
  if (state === 'settled' || reported === 'settled') return 'settled'
  if (state === 'failed' || state === 'voided') return state
  return reported
}

/** The state that a history of reports leads to. */
export const stateOf = (reported: readonly AttemptState[]): AttemptState =>
  reported.reduce<AttemptState>(stateAfter, 'pending')
