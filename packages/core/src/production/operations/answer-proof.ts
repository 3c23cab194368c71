import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { LineHeld, LineUnknown, OrderUnknown, payers, SideStateRefused } from '../../orders/index.ts'
import { CalendarClosed, ChecksOpen, FlowVersionUnknown, StageMoveRefused, StageUnknown } from '../../stages/index.ts'
import type { Json } from '../../values/json.ts'
import { causeNamed } from '../causes.ts'
import {
  CauseUnknown,
  ProductionLineCancelled,
  ProductionOtherBranch,
  ProofExpired,
  ProofNotFitting,
  ProofUnknown,
  RoundImageUnknown,
} from '../errors.ts'
import { goAgain } from '../go-again.ts'
import { type HeldProof, holdProof, tellProof } from '../hold-proof.ts'
import { changeStates, keepFact } from '../keep-fact.ts'
import { stagesOfRound } from '../move-fits.ts'
import { openRounds } from '../open-rounds.ts'
import { presentProof, proofSchema } from '../present-proof.ts'
import { presentRounds, roundSchema } from '../present-round.ts'
import { type ApprovedDocument, hashOfJson, type ProofPage } from '../proof-document.ts'
import { requireImagesOf } from '../read-picks.ts'
import { type ProductionSettings, productionSettings } from '../settings.ts'
import { dateText, idText, roundKinds, wishInput } from '../shapes.ts'
import { productionProofs, productionRounds, productionSignatures, type ProofRow } from '../tables.ts'
import { productionStages } from '../production-stages.ts'

const approvalInput = z.strictObject({
  proofId: idText,
  answer: z.literal('approved'),
  /** The words that are signed. Never personal data. */
  text: z.string().trim().min(1).max(5000),
  signature: z.strictObject({
    signer: z.string().trim().min(1).max(100),
    /** `signature`, `onScreen`, `code`, or a word of the studio's own. */
    method: z.string().trim().min(1).max(40),
    /** Where the host keeps the picture of the signature. */
    reference: z.string().min(1).max(500).optional(),
  }),
})

const changesInput = z.strictObject({
  proofId: idText,
  answer: z.literal('changes'),
  /** What the customer wants otherwise, by page or image. */
  changes: z.array(wishInput).min(1).max(500),
  /** Whose work it is. */
  kind: z.enum(roundKinds).default('design'),
  /** One of the setting `causes`. */
  cause: z.string().min(1).max(40).default('customerWish'),
  /** Who pays; by the cause unless told. */
  payer: z.enum(payers).optional(),
  /** Who does it; who did the last round of it unless told. */
  staffId: idText.optional(),
  due: dateText.optional(),
})

const inputSchema = z.discriminatedUnion('answer', [approvalInput, changesInput])

const outputSchema = z.object({
  proof: proofSchema,
  /** SHA-256 of what was approved; null where changes are wanted. */
  hash: z.string().nullable(),
  /** The round in which the changes are made; null where it was approved. */
  round: roundSchema.nullable(),
})

type Approval = z.output<typeof approvalInput>
type Changes = z.output<typeof changesInput>
export type AnswerProof = z.input<typeof inputSchema>
export interface ProofAnswered extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AnswerProof> = inputSchema
const output: z.ZodType<ProofAnswered> = outputSchema

/** The customer approves a proof, or wants changes: then it goes back as a new round. */
export const answerProof = operation({
  name: 'production.answerProof',
  summary: 'Keeps what the customer says of a proof: approved, or changes wanted.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    LineUnknown,
    LineHeld,
    ProductionOtherBranch,
    ProductionLineCancelled,
    ProofUnknown,
    ProofNotFitting,
    ProofExpired,
    CauseUnknown,
    RoundImageUnknown,
    SideStateRefused,
    StageUnknown,
    StageMoveRefused,
    ChecksOpen,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, given): Promise<ProofAnswered> {
    const settings = await context.settings(productionSettings)
    const hold = await holdProof(context, given.proofId, { state: 'waiting', action: 'answer' })
    const { proofVersion: version, expiresOn } = hold.proof
    if (expiresOn !== null && expiresOn < context.businessDate) throw ProofExpired.create({ version, expiresOn })
    return given.answer === 'approved'
      ? await approve(context, hold, given)
      : await wantChanges(context, hold, { given, settings })
  },
})

const answered = (context: CommandContext, proof: ProofRow, state: string): Promise<ProofRow> =>
  context.store.update(productionProofs, proof, { state, answeredAt: context.now })

async function approve(
  context: CommandContext,
  { held, proof, order, line }: HeldProof,
  given: Approval,
): Promise<ProofAnswered> {
  const { signer, method, reference = null } = given.signature
  const document: ApprovedDocument = {
    ...{ order: order.number, line: line.line, proofVersion: proof.proofVersion },
    ...{ pages: proof.pages as unknown as ProofPage[], approvedAt: context.now, method, text: given.text },
  }
  const hash = hashOfJson(document as unknown as Json)
  const after = await answered(context, proof, 'approved')
  const fact = keepFact(context, {
    ...{ line, kind: 'proofApproved', subjectId: proof.id, quantity: document.pages.length },
    content: { document: document as unknown as Json, hash },
  })
  const { branch, customerId } = order
  context.store.insert(productionSignatures, { factId: fact.id, branch, customerId, signer, method, reference })
  await changeStates(context, [{ line, state: held.state(line.id), set: { proof: 'approved' } }])
  tellProof(context, after, order.customerId)
  if (line.stage === productionStages.awaitingProof) {
    await held.move(context, [line.id], { to: productionStages.approved })
  }
  return { proof: presentProof(after), hash, round: null }
}

async function wantChanges(
  context: CommandContext,
  { held, proof, order, line }: HeldProof,
  { given, settings }: { readonly given: Changes; readonly settings: ProductionSettings },
): Promise<ProofAnswered> {
  const { kind, changes, due = null } = given
  const cause = causeNamed(settings, given.cause)
  const payer = given.payer ?? cause.payer
  const imageIds = [...new Set(changes.flatMap(({ imageId }) => imageId ?? []))]
  await requireImagesOf(context, [{ orderId: order.id, imageIds }])
  const pages = new Set(changes.flatMap(({ imageId, page }) => (imageId === undefined ? (page ?? 0) : [])))
  const [last] = await context.store.find(productionRounds, {
    where: { lineId: line.id, kind },
    orderBy: ['-number'],
    limit: 1,
  })
  const staffId = given.staffId ?? last?.staffId ?? null
  const after = await answered(context, proof, 'changes')
  const quantity = imageIds.length + pages.size
  // The customer's words stand with the round: they may speak of people, and are erased with them.
  const content = { proofVersion: proof.proofVersion, pages: [...pages], imageIds }
  keepFact(context, {
    line,
    kind: 'proofChanges',
    subjectId: proof.id,
    ...{ quantity, cause: cause.code, payer, content },
  })
  const [round] = await openRounds(context, settings, held, [
    {
      ...{ line: { order, line }, kind, staffId, imageIds, quantity, due, payer, wishes: changes },
      ...{ firstId: null, cause: cause.code, also: { proof: 'changes' } },
    },
  ])
  tellProof(context, after, order.customerId)
  const { working } = stagesOfRound(kind)
  const reason = `Changes of version ${proof.proofVersion} of the proof`
  await goAgain(context, [{ order, line }], { to: working, cause, payer, reason, assigneeId: staffId, due })
  const [shown = null] = await presentRounds(context, round === undefined ? [] : [round])
  return { proof: presentProof(after), hash: null, round: shown }
}
