import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { type HeldLine, LineHeld, lineReference, LineUnknown, mostMoved, OrderUnknown } from '../../orders/index.ts'
import { SupplierInactive, SupplierUnknown } from '../../payables/index.ts'
import { PurchaseOrderInvalid, sendLabJobs } from '../../procurement/index.ts'
import { CalendarClosed, ChecksOpen, FlowVersionUnknown, openFlowBook } from '../../stages/index.ts'
import {
  PieceNotFitting,
  ProductionLineCancelled,
  ProductionNotDue,
  ProductionOtherBranch,
  ProductionStageMissing,
  ProofNotApproved,
  RoundOpen,
} from '../errors.ts'
import { type HeldProduction, holdProduction } from '../hold-production.ts'
import { changeStates, keepFact } from '../keep-fact.ts'
import { type Parcel, parcelSchema, presentParcel, tellParcel } from '../present-parcel.ts'
import { dateText, idText, reasonText } from '../shapes.ts'
import { notDue, requireStageOf, stepTo } from '../step-to.ts'
import { type LineStateRow, productionParcels, productionPieces, productionProofs, type ProofRow } from '../tables.ts'
import { productionStages } from '../production-stages.ts'

const inputSchema = z.strictObject({
  /** The lab: a supplier. */
  supplierId: idText,
  lines: z
    .array(
      lineReference.extend({
        /** Pieces: copies of an album, prints. */
        quantity: z.int().min(1).max(100_000).default(1),
        /** What was agreed for all of it: a decimal string in the studio's currency. */
        price: z.string().min(1).max(40),
        /** What the lab is to make; the name of the item unless told. Never personal data. */
        description: z.string().min(1).max(300).optional(),
        /** The version of the proof that is made; the approved one unless told, and no other. */
        proofVersion: z.int().min(1).optional(),
        expectedOn: dateText.optional(),
      }),
    )
    .min(1)
    .max(mostMoved)
    .refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length, 'must name each line once'),
  /** The carrier's or the lab's number of the parcel. */
  reference: z.string().trim().min(1).max(80).optional(),
  /** When it is expected back; by the setting leadTimeDays of procurement unless told. */
  expectedOn: dateText.optional(),
  note: reasonText.optional(),
})

export interface SendOut extends z.input<typeof inputSchema> {}

type Given = z.output<typeof inputSchema>
const input: z.ZodType<Given, SendOut> = inputSchema
const output: z.ZodType<Parcel> = parcelSchema

/** Sends lines to a lab in one parcel: a job for each, and what is made is what the customer approved. */
export const sendOut = operation({
  name: 'production.sendOut',
  summary: 'Sends 1 to 200 lines to an outside lab in one parcel.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    LineUnknown,
    LineHeld,
    SupplierUnknown,
    SupplierInactive,
    PurchaseOrderInvalid,
    ProductionOtherBranch,
    ProductionLineCancelled,
    ProductionStageMissing,
    ProductionNotDue,
    RoundOpen,
    PieceNotFitting,
    ProofNotApproved,
    ChecksOpen,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, given) {
    const held = await holdProduction(context, given.lines)
    const flowOf = await (await openFlowBook(context)).walked(held.wanted.map(({ line }) => line))
    for (const { order, line } of held.wanted) {
      const { number } = order
      const state = held.state(line.id)
      if (state?.round != null) throw RoundOpen.create({ number, line: line.line, kind: state.round })
      if (state?.piece != null) {
        throw PieceNotFitting.create({ lineId: line.id, state: state.piece, action: 'send' })
      }
      const flow = flowOf(line)
      requireStageOf(flow, { order, line }, productionStages.returned)
      const step = stepTo(flow, { order, line }, productionStages.sentOut)
      if (step === 'again') throw notDue({ order, line }, productionStages.sentOut, 'once it is past it')
    }
    const proofs = await approvedProofs(context, held)
    for (const [at, { order, line }] of held.wanted.entries()) {
      const version = given.lines[at]?.proofVersion
      requireApproved({ order, line }, { state: held.state(line.id), proof: proofs.get(line.id), version })
    }
    const parcel = await pack(context, held, { given, proofs })
    await changeStates(
      context,
      held.wanted.map(({ line }) => ({ line, state: held.state(line.id), set: { piece: 'out' } })),
    )
    const moving = held.wanted.filter(({ line }) => line.stage !== productionStages.sentOut).map(({ line }) => line.id)
    await held.move(context, moving, { to: productionStages.sentOut })
    return parcel
  },
})

async function approvedProofs(context: CommandContext, held: HeldProduction): Promise<ReadonlyMap<string, ProofRow>> {
  const shown = held.wanted.flatMap(({ line }) => ((held.state(line.id)?.proofs ?? 0) > 0 ? [line.id] : []))
  if (shown.length === 0) return new Map()
  const rows = await context.store.find(productionProofs, {
    where: { lineId: { in: shown }, state: 'approved' },
    limit: 'all',
  })
  return new Map(rows.map((row) => [row.lineId, row]))
}

/** What is sent out is what was approved. @throws PROOF_NOT_APPROVED */
function requireApproved(
  { order, line }: HeldLine,
  of: {
    readonly state: LineStateRow | undefined
    readonly proof: ProofRow | undefined
    readonly version: number | undefined
  },
): void {
  const { state, proof } = of
  const { version = proof?.proofVersion ?? null } = of
  const shown = (state?.proofs ?? 0) > 0 || version !== null
  if (!shown || (proof !== undefined && proof.proofVersion === version)) return
  const approved = proof?.proofVersion ?? null
  throw ProofNotApproved.create({ number: order.number, line: line.line, version, approved })
}

async function pack(
  context: CommandContext,
  held: HeldProduction,
  { given, proofs }: { readonly given: Given; readonly proofs: ReadonlyMap<string, ProofRow> },
): Promise<Parcel> {
  const { store, branch } = context
  const { supplierId, note, reference = null } = given
  const jobs = await sendLabJobs(
    context,
    supplierId,
    given.lines.map(({ lineId, orderId, quantity, price, description, expectedOn }) => {
      const { line } = held.of(lineId)
      const { category, shootType } = line
      return {
        ...{ orderId, orderLineId: lineId, quantity, price, category, shootType, note },
        description: description ?? line.name,
        expectedOn: expectedOn ?? given.expectedOn,
      }
    }),
  )
  const expectedOn =
    jobs
      .map((job) => job.expectedOn)
      .sort()
      .at(-1) ?? context.businessDate
  const count = jobs.length
  const parcel = store.insert(productionParcels, {
    id: context.newId(),
    ...{ branch, supplierId, reference, expectedOn, pieces: count, out: count, back: 0, state: 'out' },
    ...{ sentOn: context.businessDate, sentAt: context.now, sentBy: context.actor },
  })
  const pieces = given.lines.map(({ lineId, orderId, quantity }, at) => {
    const { line } = held.of(lineId)
    const proof = proofs.get(lineId)
    const job = jobs[at]
    const piece = store.insert(productionPieces, {
      id: context.newId(),
      ...{ branch, parcelId: parcel.id, orderId, lineId, quantity },
      labJobId: job?.id ?? '',
      proofId: proof?.id ?? null,
      proofHash: proof?.hash ?? null,
      state: 'out',
      round: 1,
      expectedOn: job?.expectedOn ?? expectedOn,
      backOn: null,
    })
    const { id: subjectId, labJobId, proofHash } = piece
    const content = { parcelId: parcel.id, supplierId, labJobId, proofVersion: proof?.proofVersion ?? null, proofHash }
    keepFact(context, { line, kind: 'pieceSent', subjectId, quantity, content, note })
    return piece
  })
  tellParcel(context, parcel, { change: 'sent', lineIds: pieces.map(({ lineId }) => lineId) })
  return presentParcel(parcel, pieces)
}
