/** Lines reach stages that use goods, or leave them again. */
import type { CommandContext } from '../engine/context.ts'
import { type MovingLine, ordersStageChanges, type StageMoving } from '../orders/index.ts'
import { type Back, bringBack } from './bring-back.ts'
import { countNeed, type NeedOfLine, needsOfLines, withNeighbours } from './line-needs.ts'
import { needsBook } from './needs-book.ts'
import { settlePromises } from './promises.ts'
import { type StageUse, stageUse } from './stage-use.ts'
import { type Take, takeGoods, wastageAccount } from './take-goods.ts'

interface UsedByMove {
  readonly move: MovingLine
  readonly of: NeedOfLine
  readonly use: StageUse
}

/**
 * One statement where lines with needs move past stages that use nothing; none while the studio has no needs. A handover uses nothing
 * at the stages that it passes over, and gives nothing of them back when it is taken back.
 *
 * @throws OUT_OF_STOCK, and what `postMovement` throws
 */
export async function useAtStages(context: CommandContext, { moves }: StageMoving): Promise<void> {
  const walked = moves.filter(({ kind, handover }) => kind !== 'pickedUp' && handover !== true)
  if (walked.length === 0 || !(await context.settings(needsBook)).used) return
  const moveOf = new Map(walked.map((move) => [move.line.id, move]))
  const needs = await needsOfLines(
    context,
    walked.map(({ line }) => line),
  )
  const used = needs.flatMap((of): UsedByMove[] => {
    const move = moveOf.get(of.line.id)
    const use = move === undefined ? undefined : stageUse(of.need, { ...move, redo: of.line.redo })
    return move === undefined || use === undefined ? [] : [{ move, of, use }]
  })
  for (const { of, use } of used) if (use.what === 'beginAgain') countNeed(context, of.need, { again: -of.need.again })
  await takeBack(context, needs, used)
  await take(context, used)
}

async function take(context: CommandContext, used: readonly UsedByMove[]): Promise<void> {
  const redone = used.filter(({ use }) => use.what === 'takeAgain')
  const { payerOf, causes } = await payersOf(context, redone)
  const takes = used.flatMap(({ of, use }): Take[] => {
    if (use.what === 'take') return [{ ...of, kind: 'stage', quantity: use.quantity }]
    if (use.what !== 'takeAgain') return []
    const against = payerOf(of.line.id) === 'customer' ? undefined : wastageAccount
    return [{ ...of, kind: 'redo', quantity: use.quantity, against }]
  })
  const reason = causes.length === 0 ? undefined : `done again: ${causes.join(', ')}`
  await takeGoods(context, takes, { movement: 'consumption', reason })
}

/** Who pays for what is done again, and why it is: as it was last said of each line. One statement where anything is. */
async function payersOf(context: CommandContext, redone: readonly UsedByMove[]) {
  const orderIds = [...new Set(redone.map(({ of }) => of.line.orderId))]
  const rows =
    redone.length === 0
      ? []
      : await context.store.find(ordersStageChanges, {
          where: { orderId: { in: orderIds }, kind: { in: ['rework', 'reshoot'] } },
          orderBy: ['id'],
          limit: 'all',
        })
  const last = new Map(rows.map((row) => [row.lineId, row]))
  const told = redone.flatMap(({ of }) => last.get(of.line.id) ?? [])
  return {
    payerOf: (lineId: string) => last.get(lineId)?.payer ?? 'studio',
    causes: [
      ...new Set(told.map(({ kind, cause, payer }) => `${kind} for ${cause ?? 'other'}, paid by ${payer ?? 'studio'}`)),
    ],
  }
}

async function takeBack(
  context: CommandContext,
  needs: readonly NeedOfLine[],
  used: readonly UsedByMove[],
): Promise<void> {
  const backs = used.flatMap(({ of, use }): Back[] => {
    if (use.what === 'takeBack') return [{ ...of, kind: 'stage', quantity: use.quantity }]
    return use.what === 'takeAgainBack' ? [{ ...of, kind: 'redo', quantity: use.quantity }] : []
  })
  if (backs.length === 0) return
  const open: NeedOfLine[] = []
  for (const { need, line, kind, quantity } of await bringBack(context, backs, 'the stage was taken back')) {
    if (kind === 'redo') countNeed(context, need, { redone: -quantity, again: -quantity })
    else open.push({ line, need: openAgain(context, need, quantity) })
  }
  const promised = open.filter(({ need }) => need.reserves)
  await settlePromises(context, withNeighbours(needs, promised), { partly: () => true })
}

/** What came back is needed again, unless it was of what the line was before it became something else. */
function openAgain(context: CommandContext, need: NeedOfLine['need'], quantity: number): NeedOfLine['need'] {
  const ended = need.closed && need.wanted <= need.taken
  return countNeed(context, need, {
    taken: -quantity,
    outstanding: need.closed ? 0 : quantity,
    wanted: ended ? -quantity : 0,
  })
}
