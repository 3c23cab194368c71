/** Opens a confirmed selection again, with a reason. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { recordFact } from '../../ledger/index.ts'
import {
  LineHeld,
  LineNotChangeable,
  LineUnknown,
  OrderClosed,
  OrderUnknown,
  takeLinesBack,
} from '../../orders/index.ts'
import { CalendarClosed, FlowVersionUnknown, StageMoveRefused, StageUnknown } from '../../stages/index.ts'
import type { Json } from '../../values/json.ts'
import { LineCancelled, SelectionOpen, SelectionOtherBranch, SelectionStands, SelectionUnknown } from '../errors.ts'
import { selectionReopened } from '../events.ts'
import { countedOf, openOwnOrder, soldLinesOf, standingLine } from '../hold-selection.ts'
import { selectionReopening } from '../hook-points.ts'
import { moveToSelecting } from '../move-selected.ts'
import { presentSelection, type Selection, selectionSchema } from '../present.ts'
import { idText, reasonText } from '../shapes.ts'
import { includedOf, readUses } from '../standing.ts'
import { selectionReopenings, selectionSelections } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  selectionId: idText,
  /** Why; kept for good. Never personal data. */
  reason: reasonText,
})

export interface ReopenSelection extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReopenSelection> = inputSchema
const output: z.ZodType<Selection> = selectionSchema

export const reopenSelection = operation({
  name: 'selection.reopen',
  summary:
    'Opens a confirmed selection again: what was sold beyond the package with it is cancelled until it is confirmed anew.',
  kind: 'command',
  input,
  output,
  errors: [
    SelectionUnknown,
    SelectionOpen,
    SelectionStands,
    OrderUnknown,
    OrderClosed,
    SelectionOtherBranch,
    LineUnknown,
    LineCancelled,
    LineNotChangeable,
    LineHeld,
    StageUnknown,
    StageMoveRefused,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, { orderId, selectionId, reason }) {
    const open = await openOwnOrder(context, orderId, 'reopen a selection')
    const rows = await context.store.findForUpdate(selectionSelections, {
      where: { orderId },
      orderBy: ['id'],
      limit: 'all',
    })
    const held = rows.find(({ id }) => id === selectionId)
    if (held === undefined) throw SelectionUnknown.create({ selectionId })
    const { lineId } = held
    const others = rows.filter((row) => row.lineId === lineId && row.id !== selectionId)
    const line = standingLine(open.order, open.lines, lineId)
    const standing = others.find(({ state }) => state === 'open')
    if (held.confirmationId === null) throw SelectionOpen.create({ selectionId })
    if (standing !== undefined) {
      throw SelectionStands.create({ selectionId: standing.id, number: open.order.number, line: line.line })
    }
    await context.raise(selectionReopening, { selection: held, order: open.order, line, reason })
    const after = await takeLinesBack(context, open, soldLinesOf(held))
    await moveToSelecting(context, after, line, reason)
    const { confirmationId, branch } = held
    recordFact(context, selectionReopenings, {
      confirmationId,
      branch,
      selectionId,
      reason,
      actor: context.actor,
      at: context.now,
    })
    const before = [...others.flatMap(countedOf), ...(await readUses(context, { orderId, lineId }))]
    const row = await context.store.update(selectionSelections, held, {
      state: 'open',
      stateAt: context.now,
      before: before as unknown as Json,
      counted: [],
      soldLines: [],
      confirmationId: null,
      revision: held.revision + 1,
    })
    const { customerId } = open.order
    context.emit(selectionReopened, { selectionId, orderId, lineId, customerId, confirmationId })
    return presentSelection(row, includedOf(line))
  },
})
