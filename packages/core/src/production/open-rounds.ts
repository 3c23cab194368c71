/** Begins rounds of lines that are held: the first, or what is done again. */
import type { CommandContext } from '../engine/context.ts'
import type { HeldLine } from '../orders/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { Json } from '../values/json.ts'
import { RoundEmpty } from './errors.ts'
import { roundChanged } from './events.ts'
import type { HeldProduction } from './hold-production.ts'
import { changeStates, keepFact, type StateChange, type StateSet } from './keep-fact.ts'
import { chargeOfRound } from './round-charge.ts'
import type { ProductionSettings } from './settings.ts'
import type { RoundKind, Wish } from './shapes.ts'
import { productionRounds, productionWishes, type RoundRow } from './tables.ts'

export interface RoundDraft {
  readonly line: HeldLine
  readonly kind: RoundKind
  readonly staffId: string | null
  readonly imageIds: readonly string[]
  readonly quantity: number
  readonly due: CalendarDate | null
  /** The first round of those that lead up to one passing check; null where this is the first. */
  readonly firstId: string | null
  readonly cause: string | null
  readonly payer: string | null
  readonly wishes: readonly Wish[]
  readonly note?: string | null | undefined
  /** What else becomes of what was done with the line. */
  readonly also?: StateSet
}

/**
 * Every insert leaves late; one statement for all lines that had something done with them already and become alike.
 *
 * @throws ROUND_EMPTY
 */
export async function openRounds(
  context: CommandContext,
  settings: ProductionSettings,
  held: HeldProduction,
  drafts: readonly RoundDraft[],
): Promise<RoundRow[]> {
  const changes: StateChange[] = []
  const rounds = drafts.map((draft): RoundRow => {
    const { kind, imageIds, quantity, payer, cause, wishes, note } = draft
    const { order, line } = draft.line
    if (quantity === 0) throw RoundEmpty.create({ number: order.number, line: line.line })
    const state = held.state(line.id)
    const number = 1 + ((kind === 'design' ? state?.designRounds : state?.retouchRounds) ?? 0)
    const wished = (state?.wishRounds ?? 0) + (payer === 'customer' ? 1 : 0)
    const charge = chargeOfRound(settings, { kind, itemCode: line.itemCode, payer, quantity }, wished)
    const id = context.newId()
    const round = context.store.insert(productionRounds, {
      id,
      branch: line.branch,
      orderId: order.id,
      lineId: line.id,
      kind,
      number,
      state: 'working',
      staffId: draft.staffId,
      imageIds: [...imageIds],
      quantity,
      due: draft.due,
      startedAt: context.now,
      startedBy: context.actor,
      firstId: draft.firstId ?? id,
      submittedAt: null,
      submittedBy: null,
      minutes: 0,
      checkedAt: null,
      checkedBy: null,
      faults: [],
      passed: 0,
      quality: null,
      cause,
      payer,
      chargeItem: charge?.item ?? null,
      chargeQuantity: charge?.quantity ?? 0,
      chargeLineId: null,
    })
    if (wishes.length > 0) {
      const { branch, customerId } = line
      context.store.insert(productionWishes, { roundId: id, branch, customerId, wishes: wishes as unknown as Json })
    }
    const content = { kind, number, staffId: draft.staffId, imageIds: [...imageIds], due: draft.due, charge }
    keepFact(context, {
      ...{ line, kind: 'roundStarted', subjectId: id, quantity, cause, payer, note },
      content: content as unknown as Json,
    })
    tellRound(context, round)
    const count = kind === 'design' ? { designRounds: number } : { retouchRounds: number }
    changes.push({ line, state, set: { ...count, ...draft.also, round: kind, wishRounds: wished } })
    return round
  })
  await changeStates(context, changes)
  return rounds
}

export function tellRound(context: CommandContext, round: RoundRow): void {
  const { id: roundId, orderId, lineId, kind, number, state, staffId, quantity } = round
  context.emit(roundChanged, { orderId, lineId, roundId, kind, number, state, staffId, quantity })
}
