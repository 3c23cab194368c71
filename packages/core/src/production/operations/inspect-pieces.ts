import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { LineHeld, LineUnknown, OrderUnknown, SideStateRefused } from '../../orders/index.ts'
import { inspectLabJobs, LabJobNotFitting, LabJobUnknown, updateAlike } from '../../procurement/index.ts'
import { CalendarClosed, ChecksOpen, FlowVersionUnknown, StageMoveRefused, StageUnknown } from '../../stages/index.ts'
import { causeNamed } from '../causes.ts'
import { CauseUnknown, ParcelUnknown, PieceNotFitting, ProductionOtherBranch } from '../errors.ts'
import { goAgain } from '../go-again.ts'
import { countParcel, type HeldParcel, holdParcel, jobOf, withPieces } from '../hold-parcel.ts'
import { type InspectedPiece, inspectedPiece, wayOf } from '../inspection.ts'
import { changeStates, keepFact } from '../keep-fact.ts'
import { type Parcel, parcelSchema, presentParcel, tellParcel } from '../present-parcel.ts'
import { type ProductionSettings, productionSettings } from '../settings.ts'
import { answersInput, idText } from '../shapes.ts'
import { type PieceRow, productionPieces } from '../tables.ts'
import { productionStages } from '../production-stages.ts'

const inputSchema = z.strictObject({
  parcelId: idText,
  pieces: z
    .array(inspectedPiece)
    .min(1)
    .max(200)
    .refine((pieces) => new Set(pieces.map(({ lineId }) => lineId)).size === pieces.length, 'must name each line once'),
  /** Answers to further checks of the stage that lines which passed come to. */
  checks: answersInput,
})

export interface InspectPieces extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, InspectPieces> = inputSchema
const output: z.ZodType<Parcel> = parcelSchema

/** One piece with what was found of it. */
interface Found {
  readonly piece: PieceRow
  readonly given: InspectedPiece
}

/** Inspects pieces that came back: they go on, to the lab again, or are made anew. */
export const inspectPieces = operation({
  name: 'production.inspect',
  summary: 'Inspects what came back of a parcel: passed, with flaws, rejected or missing.',
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
    CauseUnknown,
    LabJobUnknown,
    LabJobNotFitting,
    SideStateRefused,
    StageUnknown,
    StageMoveRefused,
    ChecksOpen,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, { parcelId, pieces: given, checks }) {
    const settings = await context.settings(productionSettings)
    const lineIds = given.map(({ lineId }) => lineId)
    const hold = await holdParcel(context, parcelId, { lineIds, state: 'back', action: 'inspect' })
    const found = hold.pieces.flatMap((piece): Found[] => {
      const one = given.find(({ lineId }) => lineId === piece.lineId)
      if (one?.cause !== undefined) causeNamed(settings, one.cause)
      return one === undefined ? [] : [{ piece, given: one }]
    })
    const after = await keepFound(context, hold, { found, settings })
    const now = withPieces(hold.all, after)
    const parcel = await countParcel(context, hold.parcel, now)
    tellParcel(context, parcel, { change: 'inspected', lineIds })
    await moveFound(context, hold, { found, settings, checks })
    return presentParcel(parcel, now)
  },
})

/** What the lab answers for, and where the pieces then are. */
async function keepFound(
  context: CommandContext,
  hold: HeldParcel,
  { found, settings }: { readonly found: readonly Found[]; readonly settings: ProductionSettings },
): Promise<PieceRow[]> {
  const { held } = hold
  const jobs = await inspectLabJobs(
    context,
    found.map(({ piece, given }) => {
      const job = jobOf(hold, piece)
      const way = wayOf(given)
      const { expectedOn, note } = given
      if (way === 'on') return { job, rejected: 0, note }
      const rejected = given.units ?? job.pending
      return { job, rejected, outcome: way === 'lab' ? ('rework' as const) : ('credit' as const), expectedOn, note }
    }),
  )
  const after = await updateAlike(
    context,
    productionPieces,
    found.map(({ piece, given }, at) => {
      const way = wayOf(given)
      if (way === 'on') return { row: piece, set: { state: given.result } }
      if (way === 'anew') return { row: piece, set: { state: 'rejected' } }
      const expectedOn = jobs[at]?.expectedOn ?? piece.expectedOn
      return { row: piece, set: { state: 'out', backOn: null, round: piece.round + 1, expectedOn } }
    }),
  )
  for (const { piece, given } of found) {
    const { result, note, outcome, cause = null } = given
    const way = wayOf(given)
    const payer = cause === null ? null : (given.payer ?? causeNamed(settings, cause).payer)
    keepFact(context, {
      line: held.of(piece.lineId).line,
      kind: way === 'on' ? 'piecePassed' : result === 'missing' ? 'pieceMissing' : 'pieceRejected',
      ...{ subjectId: piece.id, quantity: given.units ?? piece.quantity, cause, payer, note },
      content: { parcelId: piece.parcelId, round: piece.round, result, outcome: way === 'on' ? null : outcome },
    })
  }
  await changeStates(
    context,
    found.map(({ piece: { lineId }, given }) => {
      return {
        line: held.of(lineId).line,
        state: held.state(lineId),
        set: { piece: wayOf(given) === 'lab' ? 'out' : null },
      }
    }),
  )
  return after
}

/** Lines follow their pieces, but those that were cancelled meanwhile, or stand elsewhere. */
async function moveFound(
  context: CommandContext,
  { held }: HeldParcel,
  of: {
    readonly found: readonly Found[]
    readonly settings: ProductionSettings
    readonly checks: z.output<typeof answersInput>
  },
): Promise<void> {
  const { settings, checks } = of
  const here = of.found.filter(({ piece }) => held.of(piece.lineId).line.stage === productionStages.returned)
  const alike = new Map<string, Found[]>()
  for (const one of here) {
    const { result, note, cause, payer, to, outcome } = one.given
    const way = wayOf(one.given)
    const key = JSON.stringify([result, note, way === 'on' ? null : [cause, payer, to, outcome]])
    alike.set(key, [...(alike.get(key) ?? []), one])
  }
  for (const together of alike.values()) {
    const [first] = together
    if (first === undefined) continue
    const { result, note } = first.given
    const lineIds = together.map(({ piece }) => piece.lineId)
    if (wayOf(first.given) === 'on') {
      const flaws = note === undefined ? {} : { flaws: note }
      const answers = { countComplete: true, ...flaws, ...checks }
      await held.move(context, lineIds, { to: productionStages.inspected, result, checks: answers })
    } else if (result === 'missing') {
      const reason = note ?? 'Missing in the parcel'
      await held.move(context, lineIds, { to: productionStages.sentOut, reason })
    }
  }
  for (const together of alike.values()) {
    const [first] = together
    if (first === undefined || first.given.result !== 'rejected') continue
    const cause = causeNamed(settings, first.given.cause ?? '')
    const payer = first.given.payer ?? cause.payer
    const to = wayOf(first.given) === 'lab' ? productionStages.sentOut : first.given.to
    const lines = together.map(({ piece }) => held.of(piece.lineId))
    await goAgain(context, lines, { to, cause, payer, reason: first.given.note ?? cause.title.en })
  }
}
