/** Posts what a count found beyond the books, or did not find. */
import type { CommandContext } from '../engine/context.ts'
import { valueAtCost } from '../ledger/index.ts'
import type { Money } from '../values/money.ts'
import type { ShiftRow } from './tables.ts'
import { postTillEntry } from './till-entry.ts'
import { differenceLines, foreignDifferenceLines } from './till-lines.ts'

/** One entry; none where the count was right. Foreign cash is valued at its average cost, which is then lost or found. */
export async function postDifference(
  context: CommandContext,
  shift: Pick<ShiftRow, 'id' | 'till'>,
  difference: Money,
  memo?: string,
): Promise<void> {
  const { till } = shift
  const home = difference.currency === context.studio.currency
  const lines =
    home || difference.isZero()
      ? differenceLines(till, difference)
      : foreignDifferenceLines(till, difference, await valueAtCost(context, difference.absolute()))
  await postTillEntry(context, shift, 'tillDifference', lines, memo)
}
