/** How a message stands. Pure. */
import type { Instant } from '../values/instant.ts'

/**
 * - `queued`: waits for its time. `sending`: a channel has it, or had it when its process died.
 * - `sent`: a channel took it. `failed`: it was refused, or tried too often. `cancelled`: nobody wants it sent any more, or it
 *   was withheld. `expired`: its time was over before it went out.
 */
export const messageStates = ['queued', 'sending', 'sent', 'failed', 'cancelled', 'expired'] as const

export type MessageState = (typeof messageStates)[number]

/** What has become of a message that stays as it is, in the words of a code. */
export const endCodes = {
  /** A hook of another room withheld it. */
  withheld: 'WITHHELD',
  /** The person was erased. */
  erased: 'PERSON_ERASED',
  /** Somebody, or the room that asked for it, took it back. */
  takenBack: 'TAKEN_BACK',
  /** Sent as often as is allowed, and nobody heard an answer. */
  unanswered: 'NOTIFICATION_UNANSWERED',
} as const

/**
 * Whether a message can still be taken back: while it waits, or where the process that was sending it is gone. Then it may have
 * arrived all the same.
 */
export function mayTakeBack(
  { state, nextAt }: { readonly state: string; readonly nextAt: Instant | null },
  now: Instant,
): boolean {
  return state === 'queued' || (state === 'sending' && nextAt !== null && nextAt <= now)
}
