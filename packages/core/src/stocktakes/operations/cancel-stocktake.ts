import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { thawLocations } from '../../inventory/index.ts'
import { StocktakeNotOpen, StocktakeUnknown } from '../errors.ts'
import { stocktakeCancelled } from '../events.ts'
import { holdStocktake } from '../hold-stocktake.ts'
import { presentStocktake, type Stocktake, stocktakeSchema } from '../present.ts'
import { idText } from '../shapes.ts'
import { stocktakesStocktakes } from '../tables.ts'

const schema = z.strictObject({ stocktakeId: idText })

export interface CancelStocktake extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CancelStocktake> = schema

const errors = [StocktakeUnknown, StocktakeNotOpen] as const

/** Gives a stocktake up: nothing is posted, what was counted stays on record, and everything moves again. */
export const cancel: Operation<'command', CancelStocktake, Stocktake, (typeof errors)[number]> = operation({
  name: 'stocktakes.cancel',
  summary: 'Cancels a stocktake; nothing of it is posted.',
  kind: 'command',
  input,
  output: stocktakeSchema,
  errors,
  async run(context, { stocktakeId }) {
    const row = await holdStocktake(context, stocktakeId)
    if (row.frozen) await thawLocations(context, stocktakeId)
    const ended = { status: 'cancelled', endedAt: context.now, endedBy: context.actor }
    const after = await context.store.update(stocktakesStocktakes, row, ended)
    context.emit(stocktakeCancelled, { stocktakeId })
    return presentStocktake(after)
  },
})
