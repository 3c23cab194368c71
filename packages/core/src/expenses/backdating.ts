import type { CommandContext } from '../engine/context.ts'

/** Dates of the past are for who closes periods. @throws PERMISSION_MISSING */
export function requireBackdating(context: CommandContext, date: string | undefined): void {
  if (date !== undefined && date !== context.businessDate) context.demand('expenses.backdate')
}
