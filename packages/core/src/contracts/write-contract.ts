/** Writes a contract that is drawn, after the one whose place it takes. */
import type { CommandContext } from '../engine/context.ts'
import { recordFact } from '../ledger/index.ts'
import type { OrderRow } from '../orders/index.ts'
import type { Json } from '../values/json.ts'
import { Money } from '../values/money.ts'
import { type ContractContent, type ContractTerms, contentOf, hashOf } from './contract-content.ts'
import { differences } from './differences.ts'
import { contractDrawn } from './events.ts'
import { readContract } from './hold-contract.ts'
import { contractNumbersToken } from './numbering.ts'
import { markOf, newSalt, type PartyNamed } from './party.ts'
import { readParties, type WholeContract } from './read-whole.ts'
import {
  type ContractRow,
  contractsContracts,
  contractsParties,
  contractsStandings,
  type PartyRow,
  type StandingRow,
} from './tables.ts'

/** The last contract of an order. */
export interface StandingDraw {
  readonly standing: StandingRow
  readonly contract: ContractRow
  readonly terms: ContractTerms
  readonly parties: readonly PartyRow[]
}

/** The last contract of an order that is locked; undefined where there is none. One statement, three where there is one. */
export async function standingDraw(context: CommandContext, orderId: string): Promise<StandingDraw | undefined> {
  const standing = await context.store.getForUpdate(contractsStandings, orderId)
  if (standing === undefined) return undefined
  const contract = await readContract(context, standing.contractId)
  const parties = await readParties(context, contract.id)
  return { standing, contract, terms: contentOf(contract).terms, parties }
}

export interface ToWrite {
  readonly order: OrderRow
  readonly terms: ContractTerms
  readonly parties: readonly PartyNamed[]
  readonly before: StandingDraw | undefined
}

/** One statement for the number of a first contract; what follows it bears that number with its version. */
export async function writeContract(
  context: CommandContext,
  { order, terms, parties, before }: ToWrite,
): Promise<WholeContract> {
  const { store, now: drawnAt, businessDate, actor } = context
  const { branch, customerId, currency, id: orderId } = order
  const version = (before?.standing.contractVersion ?? 0) + 1
  const salted = parties.map((party) => ({ ...party, salt: newSalt() }))
  const number = before === undefined ? await nextNumber(context) : `${baseOf(before.standing)}-${version}`
  const content: ContractContent = {
    format: 1,
    number,
    version,
    drawnAt,
    drawnOn: businessDate,
    orderRevision: order.revision,
    parties: salted.map(markOf),
    supersedes: before === undefined ? null : { number: before.contract.number, hash: before.contract.hash },
    amendment: before?.standing.everSigned ?? false,
    changes: before === undefined ? [] : differences(before.terms, terms),
    terms,
  }
  const contract = recordFact(context, contractsContracts, {
    ...{ branch, orderId, customerId, number, drawnAt, businessDate, actor, currency },
    id: context.newId(),
    contractVersion: version,
    supersedesId: before?.contract.id ?? null,
    amendment: content.amendment,
    template: terms.template.code,
    templateVersion: terms.template.version,
    language: terms.language,
    orderRevision: order.revision,
    total: Money.of(terms.total, currency).minor,
    content: JSON.parse(JSON.stringify(content)) as Json,
    hash: hashOf(content),
  })
  const rows = store.insertAll(
    contractsParties,
    salted.map(({ role, name, phone, salt }, at) => ({
      ...{ contractId: contract.id, party: at + 1, branch, customerId, role, name, phone, salt },
    })),
  )
  const standing = await stand(context, contract, before?.standing)
  context.emit(contractDrawn, {
    ...{ contractId: contract.id, orderId, customerId, currency },
    contractVersion: version,
    supersedesId: contract.supersedesId,
    amendment: contract.amendment,
    total: terms.total,
  })
  return { contract, parties: rows, consents: [], voided: undefined, standing }
}

async function nextNumber(context: CommandContext): Promise<string> {
  const [numbers] = await context.numbers([{ sequence: context.resolve(contractNumbersToken) }])
  const number = numbers?.[0]
  if (number === undefined) throw new Error('context.numbers answered no number of a contract')
  return number
}

/** The number of the first contract of an order. */
const baseOf = ({ number, contractVersion }: StandingRow): string =>
  contractVersion === 1 ? number : number.slice(0, -`-${contractVersion}`.length)

async function stand(
  context: CommandContext,
  { id: contractId, orderId, branch, number, contractVersion, currency, total }: ContractRow,
  before: StandingRow | undefined,
): Promise<StandingRow> {
  const next = {
    ...{ orderId, branch, contractId, number, contractVersion, currency, total },
    state: 'unsigned',
    customerSignedAt: null,
    studioSignedAt: null,
    stateAt: context.now,
    outdated: false,
    everSigned: before?.everSigned ?? false,
  }
  return before === undefined
    ? context.store.insert(contractsStandings, next)
    : context.store.update(contractsStandings, before, next)
}
