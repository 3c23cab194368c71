/** Numbers of purchase orders and of jobs at labs: without gaps in a branch and year. */
import type { CommandContext } from '../engine/context.ts'
import { type Token, token } from '../engine/tokens.ts'
import { defineNumberSequence, type NumberSequence } from '../values/number-sequence.ts'

export interface ProcurementNumbering {
  readonly order: NumberSequence
  readonly labJob: NumberSequence
}

/** What a host replaces to number its orders in its own way. */
export const procurementNumberingToken: Token<ProcurementNumbering> = token<ProcurementNumbering>(
  'calotype.procurement.numbering',
)

export const houseProcurementNumbering: ProcurementNumbering = {
  order: defineNumberSequence({ name: 'purchase-order', pattern: 'PO{branch}-{yyyy}-{n:4}', resets: 'year' }),
  labJob: defineNumberSequence({ name: 'lab-job', pattern: 'L{branch}-{yyyy}-{n:4}', resets: 'year' }),
}

/** The next numbers in a row, in one statement. The counter stays locked until the command ends, so ask last. */
export async function nextProcurementNumbers(
  context: CommandContext,
  kind: keyof ProcurementNumbering,
  count: number,
): Promise<readonly string[]> {
  const [numbers = []] = await context.numbers([{ sequence: context.resolve(procurementNumberingToken)[kind], count }])
  return numbers
}

/** The next number. The counter stays locked until the command ends, so ask last. */
export async function nextProcurementNumber(
  context: CommandContext,
  kind: keyof ProcurementNumbering,
): Promise<string> {
  const [number] = await nextProcurementNumbers(context, kind, 1)
  if (number === undefined) throw new Error(`context.numbers answered no number of a ${kind}`)
  return number
}
