/** Finds and locks the shift that a command works on. */
import type { CommandContext } from '../engine/context.ts'
import { TillShiftNotOpen, TillShiftUnknown } from './errors.ts'
import { type ShiftRow, type TillRow, tills, tillsShifts } from './tables.ts'

/** A name that opening shifts and closing days lock, so that no shift opens in a day that is being closed. */
export const branchLock = (branch: string): string => `tills.branch:${branch}`

export interface OpenShift {
  readonly till: TillRow
  readonly shift: ShiftRow
}

/**
 * The shift that was named, or the actor's own, with its till locked until the command ends: what is sold meanwhile waits,
 * and then finds the shift as it is left. Two statements, three where it is named.
 *
 * @throws TILL_SHIFT_UNKNOWN, TILL_SHIFT_NOT_OPEN, PERMISSION_MISSING for another's without tills.actForOthers
 */
export async function lockOpenShift(context: CommandContext, shiftId?: string): Promise<OpenShift> {
  const { store, branch, actor } = context
  const named = shiftId === undefined ? undefined : await store.get(tillsShifts, shiftId)
  if (shiftId !== undefined && named?.branch !== branch) throw TillShiftUnknown.create({ shiftId })
  const whose = shiftId === undefined ? { cashier: actor, shiftId: { ne: null } } : { shiftId }
  const [till] = await store.findForUpdate(tills, { where: { branch, ...whose }, orderBy: ['code'], limit: 1 })
  const id = till?.shiftId
  const shift = id == null ? undefined : await store.get(tillsShifts, id)
  if (till === undefined || shift === undefined) {
    throw TillShiftNotOpen.create({ cashier: actor, shiftId: shiftId ?? null })
  }
  if (shift.cashier !== actor) context.demand('tills.actForOthers')
  return { till, shift }
}
