import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { LineUnknown, OrderUnknown } from '../../orders/index.ts'
import { ProductionLineCancelled, ProductionOtherBranch, RoundNotFitting, RoundUnknown } from '../errors.ts'
import { holdRounds } from '../hold-rounds.ts'
import { changeStates, keepFact } from '../keep-fact.ts'
import { tellRound } from '../open-rounds.ts'
import { presentRounds, type RoundList, roundListSchema } from '../present-round.ts'
import { idText, reasonText, roundIdsInput } from '../shapes.ts'
import { productionRounds } from '../tables.ts'

const inputSchema = z.strictObject({
  rounds: roundIdsInput(z.strictObject({ roundId: idText })),
  reason: reasonText,
})

export interface WithdrawRound extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, WithdrawRound> = inputSchema
const output: z.ZodType<RoundList> = roundListSchema

/** Ends rounds that are not checked. The lines stay where they are. */
export const withdrawRound = operation({
  name: 'production.withdrawRound',
  summary: 'Withdraws 1 to 200 rounds that are not checked yet.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, LineUnknown, ProductionOtherBranch, ProductionLineCancelled, RoundUnknown, RoundNotFitting],
  async run(context, { rounds: given, reason: note }) {
    const ids = given.map(({ roundId }) => roundId)
    const wanted = { states: ['working', 'submitted'], action: 'withdraw' }
    const { held, rounds } = await holdRounds(context, ids, wanted)
    const after = await context.store.updateAll(productionRounds, rounds, { state: 'withdrawn' })
    await changeStates(
      context,
      after.map(({ lineId }) => ({ line: held.of(lineId).line, state: held.state(lineId), set: { round: null } })),
    )
    for (const round of after) {
      const { line } = held.of(round.lineId)
      keepFact(context, { line, kind: 'roundWithdrawn', subjectId: round.id, quantity: round.quantity, note })
      tellRound(context, round)
    }
    return { rounds: await presentRounds(context, after) }
  },
})
