/** What speaks against a start whoever is free: the terms of its service, full days and weeks, and full sessions. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { seatsText } from './explained.ts'
import type { FullPeriod } from './full-days.ts'
import type { SessionToJoin } from './sessions-to-join.ts'
import { tellFull } from './tell-why.ts'
import { beyondRule, type BrokenTimeRule } from './time-rules.ts'

export interface AgainstStart {
  /** `past`, `noMinute`, `offGrid`, `tooSoon`, `tooFar`; `full` of a limit of the service, or of the seats of a session. */
  kind: string
  /** Of `full`: `day`, `week` or `seats`; null elsewhere. */
  because: string | null
  text: string
  /** Whether it keeps whoever asks from booking: not, where they have the permission to go beyond it. */
  binds: boolean
}

export interface StartJudged {
  readonly rules: readonly BrokenTimeRule[]
  readonly full: readonly FullPeriod[]
  /** How many seats are wanted, and how many a session has. */
  readonly seats: number
  readonly most: number
  /** Those that begin then. */
  readonly sessions: readonly SessionToJoin[]
  /** Whether anything that a new booking needs is short. */
  readonly isShort: boolean
}

/** Who can join a session needs neither a day that is not full nor a session of their own. */
export function againstStart(
  context: QueryContext | CommandContext,
  { rules, full, seats, most, sessions, isShort }: StartJudged,
): AgainstStart[] {
  const bindsUnless = (permission: string | null): boolean => permission === null || !context.may(permission)
  const told = rules.map(({ kind, rule }) => ({
    ...{ kind, because: null, text: `must ${rule}` },
    binds: bindsUnless(beyondRule[kind]),
  }))
  if (sessions.some(({ canJoin }) => canJoin)) return told
  const limits = full.map((period) => ({
    ...{ kind: 'full', because: period.because, text: `the service ${tellFull(period)}` },
    binds: bindsUnless('bookings.overbook'),
  }))
  const left = seats > most ? most : Math.max(0, ...sessions.map((session) => session.left))
  const isSeatless = seats > most || (sessions.length > 0 && left < seats && (isShort || full.length > 0))
  const text = seatsText(left, seats, seats > most ? 'service' : 'session')
  const seatless = { kind: 'full', because: 'seats', text, binds: true }
  return [...told, ...limits, ...(isSeatless ? [seatless] : [])]
}
