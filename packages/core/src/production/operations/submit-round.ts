import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { LineUnknown, OrderUnknown } from '../../orders/index.ts'
import { updateAlike } from '../../procurement/index.ts'
import { ProductionLineCancelled, ProductionOtherBranch, RoundNotFitting, RoundUnknown } from '../errors.ts'
import { holdRounds } from '../hold-rounds.ts'
import { keepFact } from '../keep-fact.ts'
import { tellRound } from '../open-rounds.ts'
import { presentRounds, type RoundList, roundListSchema } from '../present-round.ts'
import { idText, reasonText, roundIdsInput } from '../shapes.ts'
import { productionRounds } from '../tables.ts'

const inputSchema = z.strictObject({
  rounds: roundIdsInput(
    z.strictObject({
      roundId: idText,
      /** How long it took. */
      minutes: z.int().min(0).max(100_000).default(0),
    }),
  ),
  /** Who did them, where nobody was to; the actor unless told. */
  staffId: idText.optional(),
  note: reasonText.optional(),
})

export interface SubmitRound extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SubmitRound> = inputSchema
const output: z.ZodType<RoundList> = roundListSchema

/** Says that rounds are done: they wait to be checked. */
export const submitRound = operation({
  name: 'production.submitRound',
  summary: 'Submits 1 to 200 rounds to be checked.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, LineUnknown, ProductionOtherBranch, ProductionLineCancelled, RoundUnknown, RoundNotFitting],
  async run(context, { rounds: given, staffId = context.actor, note }) {
    const ids = given.map(({ roundId }) => roundId)
    const { held, rounds } = await holdRounds(context, ids, { states: ['working'], action: 'submit' })
    const { now: submittedAt, actor: submittedBy } = context
    const after = await updateAlike(
      context,
      productionRounds,
      rounds.map((row, at) => ({
        row,
        set: {
          ...{ state: 'submitted', submittedAt, submittedBy },
          staffId: row.staffId ?? staffId,
          minutes: given[at]?.minutes ?? 0,
        },
      })),
    )
    for (const round of after) {
      const { line } = held.of(round.lineId)
      const { id: subjectId, quantity, minutes } = round
      const content = { staffId: round.staffId, minutes }
      keepFact(context, { line, kind: 'roundSubmitted', subjectId, quantity, content, note })
      tellRound(context, round)
    }
    return { rounds: await presentRounds(context, after) }
  },
})
