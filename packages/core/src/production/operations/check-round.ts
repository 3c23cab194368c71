import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { LineHeld, LineUnknown, OrderUnknown, payers } from '../../orders/index.ts'
import { updateAlike } from '../../procurement/index.ts'
import {
  CalendarClosed,
  ChecksOpen,
  FlowVersionUnknown,
  openFlowBook,
  StageMoveRefused,
  StageUnknown,
} from '../../stages/index.ts'
import type { Json } from '../../values/json.ts'
import { causeNamed } from '../causes.ts'
import { workOf } from '../credit.ts'
import {
  CauseUnknown,
  ProductionLineCancelled,
  ProductionOtherBranch,
  RoundImageUnknown,
  RoundNotFitting,
  RoundOwnWork,
  RoundUnknown,
} from '../errors.ts'
import { type HeldRounds, holdRounds } from '../hold-rounds.ts'
import { changeStates, keepFact } from '../keep-fact.ts'
import { stagesOfRound } from '../move-fits.ts'
import { openRounds, type RoundDraft, tellRound } from '../open-rounds.ts'
import { presentRounds, roundSchema } from '../present-round.ts'
import { checkFaults } from '../round-check.ts'
import { productionSettings } from '../settings.ts'
import { answersInput, dateText, faultInput, idText, reasonText, type RoundKind, roundIdsInput } from '../shapes.ts'
import { productionRounds, type RoundRow } from '../tables.ts'
import type { CommandContext } from '../../engine/context.ts'

const inputSchema = z.strictObject({
  rounds: roundIdsInput(
    z.strictObject({
      roundId: idText,
      /** What is wrong; a round without a fault has passed. */
      faults: z.array(faultInput).max(500).default([]),
      /** From 0 to 5. */
      quality: z
        .string()
        .regex(/^([0-4](\.\d{1,2})?|5(\.0{1,2})?)$/, 'must be 0 to 5 with at most 2 decimals')
        .optional(),
    }),
  ),
  /** Answers to the checks of the stage that lines which passed come to. */
  checks: answersInput,
  /** Who does what is sent back, by when, and who pays; who did it before, and by the cause of the first fault, unless told. */
  next: z
    .strictObject({ staffId: idText.optional(), due: dateText.optional(), payer: z.enum(payers).optional() })
    .default({}),
  note: reasonText.optional(),
})

const outputSchema = z.object({
  /** The rounds that were checked. */
  rounds: z.array(roundSchema),
  /** The rounds in which what was sent back is done again. */
  next: z.array(roundSchema),
})

export interface CheckRound extends z.input<typeof inputSchema> {}
export interface RoundsChecked extends z.output<typeof outputSchema> {}

type Given = z.output<typeof inputSchema>
const input: z.ZodType<Given, CheckRound> = inputSchema
const output: z.ZodType<RoundsChecked> = outputSchema

/** A second person checks rounds: they pass and their lines go on, or what has faults is done again in the next round. */
export const checkRound = operation({
  name: 'production.checkRound',
  summary: 'Checks 1 to 200 rounds: passed, or sent back with faults.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    LineUnknown,
    LineHeld,
    ProductionOtherBranch,
    ProductionLineCancelled,
    RoundUnknown,
    RoundNotFitting,
    RoundOwnWork,
    RoundImageUnknown,
    CauseUnknown,
    StageUnknown,
    StageMoveRefused,
    ChecksOpen,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, given) {
    const settings = await context.settings(productionSettings)
    const ids = given.rounds.map(({ roundId }) => roundId)
    const hold = await holdRounds(context, ids, { states: ['submitted'], action: 'check' })
    const { held, rounds } = hold
    if (settings.secondPersonChecks) requireSecondPerson(context, rounds)
    const judged = rounds.map((row, at) => {
      const { faults = [], quality = null } = given.rounds[at] ?? {}
      for (const { cause } of faults) causeNamed(settings, cause)
      const checked = checkFaults({ imageIds: row.imageIds as string[], quantity: row.quantity }, faults)
      return { row, faults, quality, checked }
    })
    const { now: checkedAt, actor: checkedBy } = context
    const after = await updateAlike(
      context,
      productionRounds,
      judged.map(({ row, faults, quality, checked }) => ({
        row,
        set: {
          ...{ checkedAt, checkedBy, quality, passed: checked.passed, faults: faults as unknown as Json },
          state: faults.length === 0 ? 'passed' : 'sentBack',
        },
      })),
    )
    for (const [at, round] of after.entries()) {
      const { faults = [], quality = null } = judged[at] ?? {}
      const [first] = faults
      const passed = first === undefined
      const cause = passed ? null : first.cause
      keepFact(context, {
        line: held.of(round.lineId).line,
        kind: passed ? 'roundPassed' : 'roundSentBack',
        subjectId: round.id,
        quantity: passed ? round.passed : round.quantity - round.passed,
        ...{ cause, payer: cause === null ? null : (given.next.payer ?? causeNamed(settings, cause).payer) },
        content: { faults: faults as unknown as Json, quality, passed: round.passed, staffId: round.staffId },
        note: given.note,
      })
      tellRound(context, round)
    }
    const drafts = judged.flatMap(({ row, faults, checked }): RoundDraft[] => {
      const [first] = faults
      if (first === undefined) return []
      const payer = given.next.payer ?? causeNamed(settings, first.cause).payer
      const line = held.of(row.lineId)
      const { staffId = row.staffId, due = null } = given.next
      const { imageIds, quantity } = checked
      const again = { imageIds, quantity, cause: first.cause, payer, wishes: [], note: given.note }
      return [{ ...again, line, kind: row.kind as RoundKind, staffId, due, firstId: row.firstId }]
    })
    const next = await openRounds(context, settings, held, drafts)
    await passLines(context, hold, { after, checks: given.checks })
    return { rounds: await presentRounds(context, after), next: await presentRounds(context, next) }
  },
})

/** @throws ROUND_OWN_WORK */
function requireSecondPerson({ actor }: CommandContext, rounds: readonly RoundRow[]): void {
  const own = rounds.find(({ staffId, submittedBy }) => staffId === actor || submittedBy === actor)
  if (own !== undefined) throw RoundOwnWork.create({ roundId: own.id, staffId: actor })
}

/** Lines whose round passed go on, and whoever did it is credited with the work. */
async function passLines(
  context: CommandContext,
  { held }: HeldRounds,
  of: { readonly after: readonly RoundRow[]; readonly checks: Given['checks'] },
): Promise<void> {
  const passed = of.after.filter(({ state }) => state === 'passed')
  if (passed.length === 0) return
  const lines = passed.map(({ lineId }) => held.of(lineId).line)
  await changeStates(
    context,
    lines.map((line) => ({ line, state: held.state(line.id), set: { round: null } })),
  )
  const chain = await context.store.find(productionRounds, {
    where: { firstId: { in: passed.map(({ firstId }) => firstId) } },
    orderBy: ['firstId', 'number'],
    limit: 'all',
  })
  const flowOf = await (await openFlowBook(context)).walked(lines)
  for (const kind of new Set(passed.map((round) => round.kind))) {
    const { working, checked } = stagesOfRound(kind)
    const together = passed.filter((round) => round.kind === kind).map(({ lineId }) => lineId)
    // Somebody may have taken a flow without the stage since: such a line stays where it is.
    const moving = together.filter((lineId) => {
      const { line } = held.of(lineId)
      return line.stage === working && flowOf(line).has(checked)
    })
    await held.move(context, moving, {
      to: checked,
      checks: of.checks,
      workOf: (line) => {
        const own = chain.filter((round) => round.lineId === line.id && round.kind === kind)
        return workOf(own, kind === 'design' ? 'designer' : 'retoucher')
      },
    })
  }
}
