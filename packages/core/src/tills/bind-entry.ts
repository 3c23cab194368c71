/** Binds what is posted at the counter to the shift at whose till it happens: by id, in its transaction, under its lock. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import { type ChoosingTill, choosingTill, type Posting, posting, tillAccount } from '../ledger/index.ts'
import { CashOfTwoTills, CashWithoutShift, TillUnknown } from './errors.ts'
import { holdTills } from './held-tills.ts'
import { type TillRow, tills } from './tables.ts'
import { tillEntryKinds } from './till-entry.ts'
import { tillMemoryToken } from './till-memory.ts'

const drawerLead = tillAccount('')

/**
 * Chooses and locks in one statement: the till that was named, or the one where the actor's shift is open. Only who has no
 * shift costs more: then the branch's tills are read, and its only one is locked where cash will move. A branch that had no
 * till when it was last looked at is looked at first, which is the one statement that it costs.
 */
async function chooseOwnTill(context: CommandContext, choice: ChoosingTill): Promise<void> {
  const { tenant, branch } = context
  if (choice.named !== undefined) {
    await holdTills(context, { codes: [choice.named], own: false })
    return
  }
  const memory = context.resolve(tillMemoryToken)
  let known: readonly TillRow[] | undefined
  if (memory.isWithout(tenant, branch)) {
    known = await activeTills(context)
    if (known.length === 0) {
      choice.shift = null
      return
    }
    memory.note(tenant, branch, false)
  }
  const [own] = await holdTills(context, { codes: [], own: true })
  if (own !== undefined) {
    choice.till = own.code
    return
  }
  known ??= await activeTills(context)
  memory.note(tenant, branch, known.length === 0)
  const [only] = known
  if (only === undefined) choice.shift = null
  if (only === undefined || known.length > 1) return
  choice.till = only.code
  if (choice.cash) await holdTills(context, { codes: [only.code], own: false })
}

/**
 * Cash belongs to the shift that is open at its drawer, whoever moves it. Other money belongs to the shift of the actor, if
 * there is one. The row of the till is locked until the command ends, and closing locks it too: so an entry is in the shift
 * whose count it belongs to, or refused.
 */
async function bindToShift(context: CommandContext, entry: Posting): Promise<void> {
  // History was counted long ago.
  if (entry.shift === null || tillEntryKinds.has(entry.kind) || entry.businessDate !== context.businessDate) return
  const cash = entry.lines.filter((line) => line.account.startsWith(drawerLead))
  const drawers = [...new Set(cash.map((line) => line.account.slice(drawerLead.length)))]
  const [drawer] = drawers
  if (drawer === undefined && entry.lines.every((line) => line.method == null)) return
  const locked = await holdTills(context, { codes: drawers, own: drawer === undefined })
  await refuseForeign(context, locked)
  if (drawers.length > 1 && locked.length > 0) throw CashOfTwoTills.create({ tills: drawers })
  const [till] = locked
  if (till !== undefined) {
    if (till.cashier !== context.actor) context.demand('tills.actForOthers')
    entry.till = till.code
    entry.shift = till.shiftId
    return
  }
  if (drawer !== undefined) await refuseUncounted(context, drawers)
}

/** A drawer belongs to one branch: another's cash in it would be in no shift that counts it. */
async function refuseForeign(context: CommandContext, held: readonly TillRow[]): Promise<void> {
  const { branch } = context
  const foreign = held.find((till) => till.branch !== branch)
  if (foreign === undefined) return
  const known = (await activeTills(context)).map((till) => till.code)
  throw TillUnknown.create({ till: foreign.code, branch, known })
}

/** A branch counts its cash as soon as it has a till. */
async function refuseUncounted(context: CommandContext, drawers: readonly string[]): Promise<void> {
  const known = await activeTills(context)
  const free = new Set(known.filter((till) => till.cashOutsideShift).map((till) => till.code))
  const till = drawers.find((one) => !free.has(one))
  if (known.length === 0 || till === undefined) return
  throw CashWithoutShift.create({ till, branch: context.branch, known: known.map((one) => one.code) })
}

function activeTills({ store, branch }: CommandContext): Promise<TillRow[]> {
  return store.find(tills, { where: { branch, active: true }, orderBy: ['code'], limit: 'all' })
}

/** Late, so that whoever vetoes for free does so before the lock. */
export const counterHooks: readonly Hook[] = [on(choosingTill, chooseOwnTill), on(posting, bindToShift, { order: 50 })]
