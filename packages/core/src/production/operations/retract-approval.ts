import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { LineHeld, LineUnknown, OrderUnknown } from '../../orders/index.ts'
import { CalendarClosed, FlowVersionUnknown, StageMoveRefused, StageUnknown } from '../../stages/index.ts'
import {
  ProductionLineCancelled,
  ProductionNotDue,
  ProductionOtherBranch,
  ProofNotFitting,
  ProofUnknown,
} from '../errors.ts'
import { holdProof, tellProof } from '../hold-proof.ts'
import { changeStates, keepFact } from '../keep-fact.ts'
import { type Proof, presentProof, proofSchema } from '../present-proof.ts'
import { idText, reasonText } from '../shapes.ts'
import { notDue } from '../step-to.ts'
import { productionProofs } from '../tables.ts'
import { productionStages } from '../production-stages.ts'

const inputSchema = z.strictObject({ proofId: idText, reason: reasonText })

export interface RetractApproval extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RetractApproval> = inputSchema
const output: z.ZodType<Proof> = proofSchema

/** Takes an approval back before anything was sent out: the proof waits for its answer again. The approval stays as a fact. */
export const retractApproval = operation({
  name: 'production.retractApproval',
  summary: 'Takes the approval of a proof back before it is sent out.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    LineUnknown,
    LineHeld,
    ProductionOtherBranch,
    ProductionLineCancelled,
    ProductionNotDue,
    ProofUnknown,
    ProofNotFitting,
    StageUnknown,
    StageMoveRefused,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, { proofId, reason: note }) {
    const { held, proof, order, line } = await holdProof(context, proofId, {
      state: 'approved',
      action: 'take back the approval of',
    })
    if (line.stage !== productionStages.approved)
      throw notDue({ order, line }, productionStages.awaitingProof, 'once it was sent out')
    const after = await context.store.update(productionProofs, proof, { state: 'waiting', answeredAt: null })
    const content = { proofVersion: proof.proofVersion }
    keepFact(context, { line, kind: 'approvalRetracted', subjectId: proofId, content, note })
    await changeStates(context, [{ line, state: held.state(line.id), set: { proof: 'waiting' } }])
    tellProof(context, after, order.customerId)
    await held.move(context, [line.id], { to: productionStages.awaitingProof, reason: note })
    return presentProof(after)
  },
})
