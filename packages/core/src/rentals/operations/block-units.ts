import { claimFirstFree } from '../../claims/index.ts'
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { askLines, chosenUnit, unitTaken } from '../asked-lines.ts'
import { RentalItemRefused } from '../errors.ts'
import { keepBlockEvent } from '../keep-rental.ts'
import { askErrors } from '../operation-errors.ts'
import { readAway, usesOf } from '../overruns.ts'
import { blockSchema, presentBlock } from '../present-rental.ts'
import { instantText, itemText, noteText, quantityNumber, serialText } from '../shapes.ts'
import { rentalsBlocks } from '../tables.ts'

const line = z.strictObject({ item: itemText, serial: serialText.optional(), quantity: quantityNumber.default(1) })

const schema = z.strictObject({
  from: instantText,
  to: instantText,
  /** Single units are named. */
  lines: z.array(line).min(1).max(100),
  /** Maintenance, a repair, a shoot of the studio's own. Never personal data. */
  reason: noteText,
})

export interface BlockUnits extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, BlockUnits> = schema

const outputShape = z.object({ items: z.array(blockSchema) })

export interface BlockList extends z.output<typeof outputShape> {}

const output: z.ZodType<BlockList> = outputShape

/** Takes units out of the calendar for a time, all lines or none: where a rental stands in the way, nothing is blocked. */
export const block: Operation<'command', BlockUnits, BlockList, (typeof askErrors)[number]> = operation({
  name: 'rentals.block',
  summary: 'Blocks units for maintenance or for use by the studio itself.',
  kind: 'command',
  input,
  output,
  errors: askErrors,
  async run(context, { from, to, lines, reason }) {
    const { store, branch } = context
    const { asked: widened, rentables } = await askLines(context, lines, { from, to })
    // A block is as long as it was said: nothing is prepared for it, nor cleaned after it.
    const asked = widened.map((one) => ({
      ...one,
      choices: one.choices.map((choice) => ({ ...choice, ...one.window })),
    }))
    for (const { rentable, unit } of asked) {
      if (!rentable.isSingle || unit !== null) continue
      throw RentalItemRefused.create({
        item: rentable.item.code,
        rule: 'has single units: name the one that is blocked',
      })
    }
    const away = await readAway(store, { itemIds: rentables.map(({ item }) => item.id) })
    const ids = asked.map(() => context.newId())
    const wishes = asked.map(({ quantity, choices }, place) => {
      return { reference: ids[place] ?? '', kind: 'block' as const, quantity, choices }
    })
    const uses = usesOf(away, context.now)
    const outcome = await claimFirstFree(context, wishes, { uses })
    if (!outcome.ok) throw unitTaken(context, asked, outcome)
    const rows = asked.map((one, place) => {
      const { item, serial } = chosenUnit(one, outcome.chosen[place])
      const row = store.insert(rentalsBlocks, {
        id: ids[place] ?? '',
        branch,
        itemId: item.id,
        itemCode: item.code,
        serialId: serial?.id ?? null,
        serial: serial?.serial ?? null,
        quantity: one.quantity,
        reason,
        startsAt: one.window.from,
        endsAt: one.window.to,
        isOpen: true,
        currency: context.studio.currency,
        repairCost: 0n,
      })
      keepBlockEvent(context, row, { kind: 'blocked', note: reason })
      return { at: one.at, row }
    })
    rows.sort((a, b) => a.at - b.at)
    return { items: rows.map(({ row }) => presentBlock(row)) }
  },
})
