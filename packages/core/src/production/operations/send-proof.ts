import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { LineHeld, LineUnknown, OrderUnknown } from '../../orders/index.ts'
import { CalendarClosed, ChecksOpen, FlowVersionUnknown, openFlowBook } from '../../stages/index.ts'
import { addDays } from '../../values/calendar-date.ts'
import type { Json } from '../../values/json.ts'
import {
  ProductionLineCancelled,
  ProductionNotDue,
  ProductionOtherBranch,
  ProductionStageMissing,
  ProofApproved,
  RoundOpen,
} from '../errors.ts'
import { holdProduction } from '../hold-production.ts'
import { tellProof } from '../hold-proof.ts'
import { changeStates, keepFact } from '../keep-fact.ts'
import { type Proof, presentProof, proofSchema } from '../present-proof.ts'
import { hashOfPages, proofPagesInput } from '../proof-document.ts'
import { productionSettings } from '../settings.ts'
import { dateText, idText, reasonText } from '../shapes.ts'
import { notDue, requireStageOf, stepTo } from '../step-to.ts'
import { productionProofs } from '../tables.ts'
import { productionStages } from '../production-stages.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  lineId: idText,
  pages: proofPagesInput,
  /** The last day on which it may be answered; null for none, by the setting `proofDays` unless told. */
  expiresOn: dateText.nullable().optional(),
  note: reasonText.optional(),
})

export interface SendProof extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SendProof> = inputSchema
const output: z.ZodType<Proof> = proofSchema

/** Sends the next version of a proof to the customer; a version that still waits is superseded. */
export const sendProof = operation({
  name: 'production.sendProof',
  summary: 'Sends the next version of the proof of a line to the customer.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    LineUnknown,
    LineHeld,
    ProductionOtherBranch,
    ProductionLineCancelled,
    ProductionStageMissing,
    ProductionNotDue,
    RoundOpen,
    ProofApproved,
    ChecksOpen,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, { orderId, lineId, pages: given, note, expiresOn }) {
    const { store, businessDate } = context
    const { proofDays } = await context.settings(productionSettings)
    const held = await holdProduction(context, [{ orderId, lineId }])
    const { order, line } = held.of(lineId)
    const { number } = order
    const state = held.state(lineId)
    if (state?.round != null) throw RoundOpen.create({ number, line: line.line, kind: state.round })
    if (state?.proof === 'approved') throw ProofApproved.create({ number, line: line.line, version: state.proofs })
    const flow = (await (await openFlowBook(context)).walked([line]))(line)
    requireStageOf(flow, { order, line }, productionStages.approved)
    const step = stepTo(flow, { order, line }, productionStages.awaitingProof)
    if (step === 'again') throw notDue({ order, line }, productionStages.awaitingProof, 'once it is past it')
    const pages = given.toSorted((one, other) => one.page - other.page)
    const hash = hashOfPages(pages)
    if (state?.proof === 'waiting') {
      const waiting = await store.find(productionProofs, { where: { lineId, state: 'waiting' }, limit: 'all' })
      await store.updateAll(productionProofs, waiting, { state: 'superseded' })
    }
    const proofVersion = (state?.proofs ?? 0) + 1
    const last = expiresOn === undefined ? (proofDays === null ? null : addDays(businessDate, proofDays)) : expiresOn
    const proof = store.insert(productionProofs, {
      id: context.newId(),
      branch: line.branch,
      orderId,
      lineId,
      proofVersion,
      state: 'waiting',
      pages: pages as unknown as Json,
      hash,
      sentAt: context.now,
      sentBy: context.actor,
      expiresOn: last,
      answeredAt: null,
    })
    const content = { proofVersion, hash, pages: pages as unknown as Json, expiresOn: last }
    keepFact(context, { line, kind: 'proofSent', subjectId: proof.id, quantity: pages.length, content, note })
    await changeStates(context, [{ line, state, set: { proofs: proofVersion, proof: 'waiting' } }])
    tellProof(context, proof, order.customerId)
    if (step === 'forward') await held.move(context, [lineId], { to: productionStages.awaitingProof })
    return presentProof(proof)
  },
})
