/** What an order comes to as a contract: everything that both agree on, as it is now. */
import { catalogItems } from '../catalog/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { duesOf, ledgerCommitments, ledgerEntries, purposeOf } from '../ledger/index.ts'
import { agreedRules, type OrderLineRow, type OrderRow, rulesInForce } from '../orders/index.ts'
import { openFlowBook } from '../stages/index.ts'
import { Money } from '../values/money.ts'
import { type ContractCancellation, statedRules } from './contract-cancellation.ts'
import type { ContractPayment, ContractTerms, StudioParty } from './contract-content.ts'
import { agreedLines, productCodesOf } from './contract-lines.ts'
import { ContractLanguageMissing, ContractStudioUnnamed } from './errors.ts'
import { contractsSettings, type ContractsSettings } from './settings.ts'
import { type KeptTemplate, type Language, languagesOf } from './template.ts'

type Context = QueryContext | CommandContext

/** An order with the text that it is to be put in. */
export interface ToDraw {
  readonly order: OrderRow
  readonly lines: readonly OrderLineRow[]
  readonly template: KeptTemplate
  readonly language: Language
}

/**
 * The terms of an order. Three statements: its commitment, its receipts, and the names of products that packages include.
 *
 * @throws CONTRACT_LANGUAGE_MISSING, CONTRACT_STUDIO_UNNAMED
 */
export async function termsOf(context: Context, { order, lines, template, language }: ToDraw): Promise<ContractTerms> {
  const spoken = languagesOf(template)
  if (!spoken.includes(language)) throw ContractLanguageMissing.create({ template: template.code, language, spoken })
  const studio = studioParty(await context.settings(contractsSettings), order.branch)
  const { currency } = order
  const agreed = agreedLines(lines, currency)
  const money = await moneyOf(context, order)
  return {
    language,
    template,
    studio,
    order: {
      number: order.number,
      bookedDate: order.bookedDate,
      dueDate: order.dueDate,
      promisedDate: order.promisedDate,
    },
    ...agreed,
    productNames: await productNames(context, productCodesOf(agreed.lines)),
    payments: await paymentsOf(context, order),
    ...money,
    cancellation: await cancellationOf(context, order, lines),
  }
}

/**
 * What a cancellation keeps: what the customer signed already, else by the rules in force. No statement but for flows of versions no
 * longer in force.
 */
async function cancellationOf(
  context: Context,
  order: OrderRow,
  lines: readonly OrderLineRow[],
): Promise<ContractCancellation> {
  const agreed = agreedRules(order)
  const rules = agreed?.by === 'contract' ? agreed.rules[0] : await rulesInForce(context)
  const standing = lines.filter(({ progress }) => progress !== 'cancelled')
  const flowOf = await (await openFlowBook(context)).walked(standing)
  return statedRules(rules, standing.map(flowOf))
}

/** @throws CONTRACT_STUDIO_UNNAMED */
function studioParty({ studio, branches }: ContractsSettings, branch: string): StudioParty {
  const { name, address = null, phone = null, registration = null } = { ...studio, ...branches[branch] }
  if (name === undefined) throw ContractStudioUnnamed.create({ branch })
  return { name, address, phone, registration }
}

async function moneyOf(
  { store }: Context,
  order: OrderRow,
): Promise<Pick<ContractTerms, 'paid' | 'earnest' | 'balanceDue' | 'plan'>> {
  const commitment = await store.get(ledgerCommitments, order.id)
  const shown = (minor: bigint) => Money.ofMinor(minor, order.currency).toString()
  if (commitment === undefined) {
    const all = { dueDate: order.dueDate, amount: shown(order.total) }
    return { paid: shown(0n), earnest: shown(0n), balanceDue: all.amount, plan: order.total > 0n ? [all] : [] }
  }
  return {
    paid: shown(commitment.paid),
    earnest: shown(commitment.earnest),
    balanceDue: shown(commitment.outstanding),
    plan: duesOf(commitment).map(({ dueDate, amount }) => ({ dueDate, amount: amount.toString() })),
  }
}

/** Money that came in counts up, money that went out counts down. */
const signs: Readonly<Record<string, bigint>> = { receipt: 1n, refund: -1n, void: -1n, bondReturn: -1n }

async function paymentsOf({ store }: Context, { id: orderId }: OrderRow): Promise<ContractPayment[]> {
  const entries = await store.find(ledgerEntries, {
    where: { orderId, kind: { in: Object.keys(signs) } },
    orderBy: ['recordedAt', 'id'],
    limit: 'all',
  })
  return entries.map((entry) => ({
    number: entry.number ?? '',
    kind: entry.kind,
    date: entry.businessDate,
    purpose: entry.document === null ? null : purposeOf(entry),
    amount: Money.ofMinor(entry.amount * (signs[entry.kind] ?? 1n), entry.currency).toString(),
  }))
}

/** What the catalogue calls products now; of a word of the studio's own there is no name but the word. */
async function productNames({ store }: Context, codes: readonly string[]): Promise<ContractTerms['productNames']> {
  if (codes.length === 0) return {}
  const items = await store.find(catalogItems, { where: { code: { in: codes } }, orderBy: ['code'], limit: 'all' })
  return Object.fromEntries(items.map(({ code, name, nameEn }) => [code, { zh: name, en: nameEn }]))
}
