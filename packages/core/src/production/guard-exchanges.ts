/** Lines become something else only as their rounds, proofs and pieces allow; what was approved of another thing ends. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on, veto } from '../engine/hook.ts'
import { type ExchangingLine, lineExchanging } from '../orders/index.ts'
import { endProofs } from './guard-moves.ts'
import { endsProof, hasProof, moveFault, pieceFault } from './move-fits.ts'
import { isSameProduce } from './produce.ts'
import { productionLines } from './tables.ts'

/** One statement, and none where a line walks on as it did and is made as it was. */
async function guardExchange(context: CommandContext, { order, line, after, goesOn }: ExchangingLine): Promise<void> {
  const same = isSameProduce(line, after)
  if (goesOn === null && same) return
  const state = await context.store.get(productionLines, line.id)
  if (state === undefined) return
  const made = same ? undefined : pieceFault(state)
  const fault = made ?? (goesOn === null ? undefined : moveFault(state, goesOn.stage, goesOn.flow))
  if (fault !== undefined) {
    const where =
      goesOn === null || made !== undefined ? `as ${after.itemCode}` : `in ${goesOn.stage} of ${goesOn.flow.name}`
    throw veto(`Line ${line.line} of order ${order.number} cannot go on ${where}: ${fault}.`)
  }
  const isOther = !same && hasProof(state)
  if (isOther || (goesOn !== null && endsProof(state, goesOn.stage, goesOn.flow)))
    await endProofs(context, [{ line, state, set: { proof: 'ended' } }])
}

export const exchangeHooks: readonly Hook[] = [on(lineExchanging, guardExchange)]
