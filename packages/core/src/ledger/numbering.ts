/** Numbers of receipts and refunds: by branch and business day. */
import type { CommandContext, NumberRequest } from '../engine/context.ts'
import { type Token, token } from '../engine/tokens.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { defineNumberSequence, type NumberSequence } from '../values/number-sequence.ts'

export interface LedgerNumbering {
  readonly receipt: NumberSequence
  /** Its numbers must never look like those of receipts: both stand in one list. */
  readonly refund: NumberSequence
}

/** What a host replaces to number its receipts in its own way. */
export const ledgerNumberingToken: Token<LedgerNumbering> = token<LedgerNumbering>('calotype.ledger.numbering')

export const houseNumbering: LedgerNumbering = {
  receipt: defineNumberSequence({ name: 'receipt', pattern: 'R{branch}-{yyMMdd}-{n:4}', resets: 'day' }),
  refund: defineNumberSequence({ name: 'refund', pattern: 'F{branch}-{yyMMdd}-{n:4}', resets: 'day' }),
}

/** For a room that takes its own numbers in the same statement: pass what comes back as `number` to recordPayment. */
export function receiptNumberRequest(context: CommandContext, date?: CalendarDate): NumberRequest {
  return { sequence: context.resolve(ledgerNumberingToken).receipt, ...(date === undefined ? {} : { date }) }
}

export async function nextLedgerNumber(
  context: CommandContext,
  kind: keyof LedgerNumbering,
  date: CalendarDate,
): Promise<string> {
  const [numbers] = await context.numbers([{ sequence: context.resolve(ledgerNumberingToken)[kind], date }])
  const number = numbers?.[0]
  if (number === undefined) throw new Error(`context.numbers answered no ${kind} number`)
  return number
}
