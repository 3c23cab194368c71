import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { LineHeld, LineUnknown, OrderUnknown } from '../../orders/index.ts'
import { LabJobNotFitting, LabJobUnknown, returnLabJobs } from '../../procurement/index.ts'
import { CalendarClosed, ChecksOpen, FlowVersionUnknown, StageMoveRefused, StageUnknown } from '../../stages/index.ts'
import { ParcelUnknown, PieceNotFitting, ProductionOtherBranch } from '../errors.ts'
import { countParcel, holdParcel, jobOf, withPieces } from '../hold-parcel.ts'
import { changeStates, keepFact } from '../keep-fact.ts'
import { type Parcel, parcelSchema, presentParcel, tellParcel } from '../present-parcel.ts'
import { idText, reasonText } from '../shapes.ts'
import { productionPieces } from '../tables.ts'
import { productionStages } from '../production-stages.ts'

const inputSchema = z.strictObject({
  parcelId: idText,
  /** The lines that came; all that are out unless told. One that was cancelled meanwhile is awaited no more: it comes where it is named. */
  lineIds: z.array(idText).min(1).max(200).optional(),
  note: reasonText.optional(),
})

export interface ReceiveBack extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReceiveBack> = inputSchema
const output: z.ZodType<Parcel> = parcelSchema

/** Says that a parcel, or some of it, came back from its lab. It waits to be inspected. */
export const receiveBack = operation({
  name: 'production.receiveBack',
  summary: 'Records what came back of a parcel from an outside lab.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    LineUnknown,
    LineHeld,
    ProductionOtherBranch,
    ParcelUnknown,
    PieceNotFitting,
    LabJobUnknown,
    LabJobNotFitting,
    StageUnknown,
    StageMoveRefused,
    ChecksOpen,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, { parcelId, lineIds, note }) {
    const hold = await holdParcel(context, parcelId, { lineIds, state: 'out', orState: 'withdrawn', action: 'receive' })
    const { held, pieces, all } = hold
    await returnLabJobs(
      context,
      pieces.map((piece) => jobOf(hold, piece)),
      note,
    )
    const { businessDate: backOn } = context
    const after = await context.store.updateAll(productionPieces, pieces, { state: 'back', backOn })
    for (const { id: subjectId, lineId, quantity, expectedOn } of after) {
      const { line } = held.of(lineId)
      const content = { parcelId, late: backOn > expectedOn }
      keepFact(context, { line, kind: 'pieceReturned', subjectId, quantity, content, note })
    }
    const lines = pieces.map(({ lineId }) => held.of(lineId).line)
    await changeStates(
      context,
      lines.map((line) => ({ line, state: held.state(line.id), set: { piece: 'back' } })),
    )
    const now = withPieces(all, after)
    const parcel = await countParcel(context, hold.parcel, now)
    tellParcel(context, parcel, { change: 'received', lineIds: pieces.map(({ lineId }) => lineId) })
    const moving = lines.filter((line) => line.stage === productionStages.sentOut).map(({ id }) => id)
    await held.move(context, moving, { to: productionStages.returned })
    return presentParcel(parcel, now)
  },
})
