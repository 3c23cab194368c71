/** Begins the selection of a line. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { LineUnknown, OrderClosed, OrderUnknown, openOrder } from '../../orders/index.ts'
import { CalendarClosed, FlowVersionUnknown, StageUnknown } from '../../stages/index.ts'
import type { Json } from '../../values/json.ts'
import { emptyContent } from '../content.ts'
import { LineCancelled, SelectionStands } from '../errors.ts'
import { selectionOpened } from '../events.ts'
import { standingLine } from '../hold-selection.ts'
import { beginSelecting } from '../move-selected.ts'
import { presentSelection, selectionSchema } from '../present.ts'
import { selectionSettings } from '../settings.ts'
import { idText } from '../shapes.ts'
import { includedOf, readUsed } from '../standing.ts'
import { selectionSelections } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** The line whose package is used: a line without entitlements has everything beyond it. */
  lineId: idText,
})

export interface OpenSelection extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, OpenSelection> = inputSchema
const outputSchema = selectionSchema.extend({
  /** The stage in which the line is now: it goes on to `selecting` where that comes next. */
  stage: z.string(),
})

export interface OpenedSelection extends z.output<typeof outputSchema> {}

const output: z.ZodType<OpenedSelection> = outputSchema

export const openSelection = operation({
  name: 'selection.open',
  summary:
    'Begins a selection of a line of an order, which goes on to the stage of selecting; one that is open must be confirmed first.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    LineUnknown,
    LineCancelled,
    SelectionStands,
    StageUnknown,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, { orderId, lineId }) {
    const held = await openOrder(context, orderId, { action: 'select images', revision: undefined })
    const { order, lines } = held
    const line = standingLine(order, lines, lineId)
    const used = await readUsed(context, { orderId, lineId })
    const open = used.selections.find(({ state }) => state === 'open')
    if (open !== undefined) {
      throw SelectionStands.create({ selectionId: open.id, number: order.number, line: line.line })
    }
    const { retouchPlaced } = await context.settings(selectionSettings)
    const row = context.store.insert(selectionSelections, {
      id: context.newId(),
      branch: order.branch,
      orderId,
      lineId,
      number: (used.selections.at(-1)?.number ?? 0) + 1,
      state: 'open',
      retouchPlaced,
      content: emptyContent as unknown as Json,
      before: used.counted as unknown as Json,
      counted: [],
      soldLines: [],
      stateAt: context.now,
      openedAt: context.now,
      openedBy: context.actor,
      revision: 1,
      lastChange: 0,
      undoable: 0,
    })
    context.emit(selectionOpened, { selectionId: row.id, orderId, lineId, customerId: order.customerId })
    const stage = await beginSelecting(context, held, line)
    return { ...presentSelection(row, includedOf(line)), stage }
  },
})
