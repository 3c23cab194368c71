import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import {
  type HeldLine,
  LineHeld,
  lineReference,
  LineUnknown,
  mostMoved,
  OrderUnknown,
  payers,
  SideStateRefused,
} from '../../orders/index.ts'
import { CalendarClosed, ChecksOpen, FlowVersionUnknown, openFlowBook } from '../../stages/index.ts'
import { causeNamed } from '../causes.ts'
import {
  CauseUnknown,
  ProductionLineCancelled,
  ProductionNotDue,
  ProductionOtherBranch,
  ProductionStageMissing,
  RoundEmpty,
  RoundImageUnknown,
  RoundOpen,
} from '../errors.ts'
import { goAgain } from '../go-again.ts'
import { holdProduction } from '../hold-production.ts'
import { moveFault, stagesOfRound } from '../move-fits.ts'
import { openRounds, type RoundDraft } from '../open-rounds.ts'
import { presentRounds, type RoundList, roundListSchema } from '../present-round.ts'
import { readPicks, requireImagesOf } from '../read-picks.ts'
import { productionSettings } from '../settings.ts'
import { dateText, idText, quantityInput, reasonText, roundKinds, wishesInput } from '../shapes.ts'
import { notDue, requireStageOf, type Step, stepTo } from '../step-to.ts'
import { productionRounds } from '../tables.ts'

const inputSchema = z.strictObject({
  kind: z.enum(roundKinds),
  lines: z
    .array(
      lineReference.extend({
        /** Of retouching, what the customer picked unless told. */
        imageIds: z.array(idText).max(2000).optional(),
        /** Images or spreads, where they are not known one by one: by what was picked unless told. */
        quantity: quantityInput.optional(),
        wishes: wishesInput.default([]),
      }),
    )
    .min(1)
    .max(mostMoved)
    .refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length, 'must name each line once'),
  /** Who does it; nobody yet unless told. */
  staffId: idText.optional(),
  due: dateText.optional(),
  /** Of lines that are past it: why it is done again. */
  again: z
    .strictObject({
      /** One of the setting `causes`. */
      cause: z.string().min(1).max(40),
      /** Who pays; by the cause unless told. */
      payer: z.enum(payers).optional(),
      reason: reasonText,
    })
    .optional(),
})

export interface StartRound extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, StartRound> = inputSchema
const output: z.ZodType<RoundList> = roundListSchema

/** Begins a round of retouching or design, and brings the lines to where it is done. */
export const startRound = operation({
  name: 'production.startRound',
  summary: 'Begins a round of retouching or design of 1 to 200 lines.',
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
    RoundEmpty,
    RoundImageUnknown,
    CauseUnknown,
    SideStateRefused,
    ChecksOpen,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, { kind, lines, staffId = null, due = null, again }) {
    const settings = await context.settings(productionSettings)
    const { working, checked } = stagesOfRound(kind)
    const cause = again === undefined ? null : causeNamed(settings, again.cause)
    const held = await holdProduction(context, lines)
    const flowOf = await (await openFlowBook(context)).walked(held.wanted.map(({ line }) => line))
    const steps = new Map<Step, HeldLine[]>([
      ['stay', []],
      ['forward', []],
      ['again', []],
    ])
    for (const { order, line } of held.wanted) {
      const state = held.state(line.id)
      if (state?.round != null) throw RoundOpen.create({ number: order.number, line: line.line, kind })
      const flow = flowOf(line)
      requireStageOf(flow, { order, line }, checked)
      const fault = state === undefined ? undefined : moveFault(state, working, flow)
      if (fault !== undefined) throw notDue({ order, line }, working, `while ${fault}`)
      const step = stepTo(flow, { order, line }, working)
      if (step === 'again' && again === undefined) throw notDue({ order, line }, working, 'without being done again')
      if (line.hold !== null) throw LineHeld.create({ number: order.number, line: line.line, cause: line.hold })
      steps.get(step)?.push({ order, line })
    }
    await requireImagesOf(
      context,
      lines.map(({ orderId, imageIds = [] }) => ({ orderId, imageIds })),
    )
    const picks = await readPicks(
      context,
      lines.map(({ lineId }) => lineId),
    )
    // What was sent back and withdrawn is gone on with: its images that passed are credited with the rest.
    const standing = (steps.get('stay') ?? []).map(({ line }) => line.id)
    const before =
      standing.length === 0
        ? []
        : await context.store.find(productionRounds, {
            where: { lineId: { in: standing }, kind },
            orderBy: ['lineId', 'number'],
            limit: 'all',
          })
    const lastOf = new Map(before.map((round) => [round.lineId, round]))
    const redone = new Set((steps.get('again') ?? []).map(({ line }) => line.id))
    const drafts = lines.map(({ lineId, quantity, wishes, ...given }): RoundDraft => {
      const picked = picks.get(lineId)
      const imageIds = [...new Set(given.imageIds ?? (kind === 'retouching' ? picked?.imageIds : undefined) ?? [])]
      const spreads = kind === 'design' ? (picked?.spreads ?? 0) : 0
      const last = lastOf.get(lineId)
      const isAgain = redone.has(lineId)
      return {
        ...{ line: held.of(lineId), kind, staffId, imageIds, due, wishes },
        quantity: quantity ?? (spreads > 0 && given.imageIds === undefined ? spreads : imageIds.length),
        firstId: last === undefined || last.state === 'passed' ? null : last.firstId,
        cause: isAgain ? (cause?.code ?? null) : null,
        payer: isAgain ? (again?.payer ?? cause?.payer ?? null) : null,
        note: again?.reason,
      }
    })
    const rounds = await openRounds(context, settings, held, drafts)
    const forward = (steps.get('forward') ?? []).map(({ line }) => line.id)
    await held.move(context, forward, {
      ...{ to: working, work: [], due: due ?? undefined, assigneeId: staffId ?? undefined },
    })
    if (cause !== null && again !== undefined) {
      const { payer = cause.payer, reason } = again
      await goAgain(context, steps.get('again') ?? [], { to: working, cause, payer, reason, assigneeId: staffId, due })
    }
    return { rounds: await presentRounds(context, rounds) }
  },
})
