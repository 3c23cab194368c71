/** Sends lines back to be done again (返工, 补拍): why, who pays, and who did it first. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { openFlowBook, stageName, standingIn } from '../stages/index.ts'
import { announceMoves } from './announce-moves.ts'
import { LineHeld, SideStateRefused } from './errors.ts'
import { holdLines, lineReferences } from './hold-lines.ts'
import { idText } from './line-input.ts'
import { type MovedLines, presentMoved } from './present-moved.ts'
import { standingWork } from './record-work.ts'
import { requireFields } from './require-fields.ts'
import { requireStage } from './require-stage.ts'
import { payers, redoCauses, type RedoKind, standingAgain } from './side-states.ts'
import { dueByHook, entering, type StageChange, writeChanges, writeStatuses } from './stage-changes.ts'
import { type MovingLine, stageMoving } from './stage-moving.ts'
import type { WorkRow } from './tables.ts'

export const redoInput = z.strictObject({
  lines: lineReferences,
  /** The stage in which they all are. */
  from: stageName,
  /** The stage from which they begin again; the first that the flow names unless told. */
  to: stageName.optional(),
  cause: z.enum(redoCauses),
  /** Who pays for it. */
  payer: z.enum(payers),
  /** In words. Never personal data. */
  reason: z.string().trim().min(1).max(500),
  /** Who does it. */
  assigneeId: idText.optional(),
  /** By when what comes next is due; by its lead time unless told. */
  due: z.iso.date().optional(),
  /** The day of the new shoot. Needed where the stage demands it, such as `scheduled`: that of the old one no longer counts. */
  shootDate: z.iso.date().optional(),
})

export type RedoWanted = z.output<typeof redoInput>

const actions = { rework: 'sent back for rework', reshoot: 'shot again' } as const

/** @throws ORDER_UNKNOWN, LINE_UNKNOWN, LINE_MOVED_ON, LINE_HELD, SIDE_STATE_REFUSED, LINE_FIELD_MISSING, FLOW_VERSION_UNKNOWN, CALENDAR_CLOSED */
export async function redoLines(context: CommandContext, kind: RedoKind, wanted: RedoWanted): Promise<MovedLines> {
  const held = await holdLines(context, wanted.lines)
  const book = await openFlowBook(context)
  for (const { order, line } of held.wanted) {
    requireStage({ order, line }, wanted.from)
    if (line.hold !== null) throw LineHeld.create({ number: order.number, line: line.line, cause: line.hold })
  }
  const flowOf = await book.walked(held.wanted.map(({ line }) => line))
  const targets = held.wanted.map(({ order, line }) => {
    const flow = flowOf(line)
    const allowed = flow.stage(line.stage)[kind]
    const to = wanted.to ?? allowed[0]
    if (to === undefined || !allowed.includes(to)) {
      const { stage } = line
      const action = actions[kind] + (to === undefined ? '' : ` to ${to}`)
      throw SideStateRefused.create({ number: order.number, line: line.line, stage, action, allowed })
    }
    return { order, line, flow, to }
  })
  const authors = await standingWork(context, { lineId: { in: targets.map(({ line }) => line.id) } })
  const planned = targets.map(({ order, line, flow, to }) => {
    const again = new Set(flow.undone(line.stage, to))
    const kept = [...again].some((name) => flow.stage(name).shoot) ? null : line.shootDate
    const shootDate = wanted.shootDate ?? kept
    requireFields({ order, line }, flow.stage(to), { shootDate })
    const days = { entered: context.businessDate, shoot: shootDate, promised: order.promisedDate }
    const moving: MovingLine = {
      order,
      line,
      kind,
      from: line.stage,
      to,
      skipped: [],
      undone: [...again],
      answers: { checks: null, result: null },
      work: [],
      shootDate,
    }
    const change: StageChange = {
      line,
      kind,
      set: {
        ...standingAgain(standingIn(flow, to, days, book.calendar(order.branch)), kind),
        ...entering(context),
        ...(wanted.due === undefined ? {} : { stageDue: wanted.due }),
        assigneeId: wanted.assigneeId ?? null,
        shootDate,
        redo: kind,
        // What is sent back again while it is done again is done again until the farther of the two.
        redoUntil: line.redoUntil !== null && flow.leads(line.stage, line.redoUntil) ? line.redoUntil : line.stage,
      },
      cause: wanted.cause,
      payer: wanted.payer,
      firstAuthors: authorsOf(authors, line.id, again),
      note: wanted.reason,
    }
    return { moving, change }
  })
  await context.raise(stageMoving, { moves: planned.map(({ moving }) => moving) })
  const changed = await writeChanges(
    context,
    planned.map(({ change, moving }) => dueByHook(change, moving)),
  )
  const orders = await writeStatuses(
    context,
    held.orders.map((order) => ({ order, lines: held.linesOf(order.id, changed) })),
  )
  announceMoves(
    context,
    planned.map(({ moving }) => moving),
    { changed, orders },
  )
  return presentMoved(held.wanted, { changed, orders })
}

function authorsOf(work: readonly WorkRow[], lineId: string, again: ReadonlySet<string>) {
  const did = work.filter((row) => row.lineId === lineId && again.has(row.stage))
  const named = new Map(did.map(({ stage, staffId }) => [JSON.stringify([stage, staffId]), { stage, staffId }]))
  return [...named.values()]
}
