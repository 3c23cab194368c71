/** Reading contracts, and taking hold of one: its order first. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { type OrderLineRow, type OrderRow, orders, ordersLines, OrderUnknown } from '../orders/index.ts'
import { contentOf } from './contract-content.ts'
import { agreedLines } from './contract-lines.ts'
import type { ContractDifference } from './difference.ts'
import { outdatingDifferences } from './differences.ts'
import { ContractBranchDiffers, ContractOutdated, ContractSuperseded, ContractUnknown, ContractVoid } from './errors.ts'
import { type ContractRow, contractsContracts, contractsStandings, type StandingRow } from './tables.ts'

/** @throws CONTRACT_UNKNOWN */
export async function readContract(context: QueryContext | CommandContext, contractId: string): Promise<ContractRow> {
  const row = await context.store.get(contractsContracts, contractId)
  if (row === undefined) throw ContractUnknown.create({ contractId })
  return row
}

/** The order of a contract with its lines. Two statements. @throws ORDER_UNKNOWN */
export async function readOrder(
  { store }: QueryContext | CommandContext,
  orderId: string,
): Promise<{ readonly order: OrderRow; readonly lines: readonly OrderLineRow[] }> {
  const order = await store.get(orders, orderId)
  if (order === undefined) throw OrderUnknown.create({ orderId })
  return { order, lines: await store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' }) }
}

/** A contract that is locked with its order until the command ends. */
export interface HeldContract {
  readonly order: OrderRow
  readonly contract: ContractRow
  readonly standing: StandingRow
}

/**
 * Locks the order of a contract, then how its contracts stand.
 *
 * @throws CONTRACT_UNKNOWN, ORDER_UNKNOWN, CONTRACT_BRANCH_DIFFERS
 */
export async function holdContract(context: CommandContext, contractId: string): Promise<HeldContract> {
  const contract = await readContract(context, contractId)
  const { orderId } = contract
  const order = await context.store.getForUpdate(orders, orderId)
  if (order === undefined) throw OrderUnknown.create({ orderId })
  requireBranch(context, order)
  const standing = await context.store.getForUpdate(contractsStandings, orderId)
  if (standing === undefined) throw ContractUnknown.create({ contractId })
  return { order, contract, standing }
}

/**
 * That a contract is the last one of its order, and not void.
 *
 * @param action what is to be done with it, as in `sign it`
 * @throws CONTRACT_SUPERSEDED, CONTRACT_VOID
 */
export function requireStanding({ contract: { id, number }, standing }: HeldContract, action: string): void {
  if (standing.contractId !== id) throw ContractSuperseded.create({ number, by: standing.number, action })
  if (standing.state === 'void') throw ContractVoid.create({ number, action })
}

/** Facts stand in the chain of the branch that makes them: that of the order. @throws CONTRACT_BRANCH_DIFFERS */
export function requireBranch(context: CommandContext, { number, branch }: OrderRow): void {
  const { branch: session } = context
  if (branch !== session) throw ContractBranchDiffers.create({ number, branch, session })
}

/** What makes a contract outdated, as the lines of its order are. */
export function outdatedBy(contract: ContractRow, lines: readonly OrderLineRow[]): ContractDifference[] {
  const { terms } = contentOf(contract)
  return outdatingDifferences(terms, agreedLines(lines, terms.currency), terms.productNames)
}

/** @throws CONTRACT_OUTDATED naming the first ten differences */
export async function requireCurrent(context: CommandContext, { contract, order }: HeldContract): Promise<void> {
  const { orderId, number, language } = contract
  const lines = await context.store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
  const differences = outdatedBy(contract, lines)
  if (differences.length === 0) return
  const words = differences.slice(0, 10).map((one) => one.words[language as 'zh' | 'en'])
  throw ContractOutdated.create({ number, order: order.number, differences: words })
}
