/** Binds what is posted at the counter to the shift at whose till it happens: by id, in its transaction, under its lock. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import { type ChoosingTill, choosingTill, type Posting, posting, tillAccount } from '../ledger/index.ts'
import { CashOfTwoTills, CashWithoutShift } from './errors.ts'
import { tills } from './tables.ts'
import { tillEntryKinds } from './till-entry.ts'

const drawerLead = tillAccount('')

/** Without a till named: the one where the actor's shift is open, or the only one there is. One statement. */
async function chooseOwnTill(context: CommandContext, choice: ChoosingTill): Promise<void> {
  if (choice.named !== undefined) return
  const known = await context.store.find(tills, {
    where: { branch: context.branch, active: true },
    orderBy: ['code'],
    limit: 'all',
  })
  if (known.length === 0) {
    choice.shift = null
    return
  }
  const own = known.find((till) => till.cashier === context.actor)
  choice.till = (own ?? (known.length === 1 ? known[0] : undefined))?.code ?? choice.till
}

/**
 * Cash belongs to the shift that is open at its drawer, whoever moves it. Other money belongs to the shift of the actor, if
 * there is one. The row of the till is locked until the command ends, and closing locks it too: so an entry is in the shift
 * whose count it belongs to, or refused. Last of all locks, so that no two commands wait for each other.
 */
async function bindToShift(context: CommandContext, entry: Posting): Promise<void> {
  // History was counted long ago.
  if (entry.shift === null || tillEntryKinds.has(entry.kind) || entry.businessDate !== context.businessDate) return
  const cash = entry.lines.filter((line) => line.account.startsWith(drawerLead))
  const drawers = [...new Set(cash.map((line) => line.account.slice(drawerLead.length)))]
  const [drawer] = drawers
  if (drawer === undefined && entry.lines.every((line) => line.method == null)) return
  const { branch, actor, store } = context
  const whose = drawer === undefined ? { cashier: actor } : { code: { in: drawers } }
  const locked = await store.findForUpdate(tills, {
    where: { branch, shiftId: { ne: null }, ...whose },
    orderBy: ['code'],
    limit: 'all',
  })
  if (drawers.length > 1 && locked.length > 0) throw CashOfTwoTills.create({ tills: drawers })
  const [till] = locked
  if (till !== undefined) {
    if (till.cashier !== actor) context.demand('tills.actForOthers')
    entry.till = till.code
    entry.shift = till.shiftId
    return
  }
  if (drawer !== undefined) await refuseUncounted(context, drawers)
}

/** A branch counts its cash as soon as it has a till. */
async function refuseUncounted({ store, branch }: CommandContext, drawers: readonly string[]): Promise<void> {
  const known = await store.find(tills, { where: { branch, active: true }, orderBy: ['code'], limit: 'all' })
  const free = new Set(known.filter((till) => till.cashOutsideShift).map((till) => till.code))
  const till = drawers.find((one) => !free.has(one))
  if (known.length === 0 || till === undefined) return
  throw CashWithoutShift.create({ till, branch, known: known.map((one) => one.code) })
}

/** Late, so that whoever vetoes for free does so before the lock. */
export const counterHooks: readonly Hook[] = [on(choosingTill, chooseOwnTill), on(posting, bindToShift, { order: 50 })]
