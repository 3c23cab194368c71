/** A contract with everything that was done with it. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { readContract } from './hold-contract.ts'
import {
  type ConsentRow,
  type ContractRow,
  contractsConsents,
  contractsParties,
  contractsSigners,
  contractsStandings,
  contractsVoids,
  contractsWithdrawals,
  type PartyRow,
  type SignerRow,
  type StandingRow,
  type VoidRow,
  type WithdrawalRow,
} from './tables.ts'

/** A consent with who signed it, and whether it was withdrawn. */
export interface WholeConsent {
  readonly row: ConsentRow
  readonly signer: SignerRow | undefined
  readonly withdrawal: WithdrawalRow | undefined
}

export interface WholeContract {
  readonly contract: ContractRow
  readonly parties: readonly PartyRow[]
  readonly consents: readonly WholeConsent[]
  readonly voided: VoidRow | undefined
  /** How the contracts of the order stand. */
  readonly standing: StandingRow | undefined
}

/** Five statements, and two more where something was signed. @throws CONTRACT_UNKNOWN */
export async function readWhole(context: QueryContext | CommandContext, contractId: string): Promise<WholeContract> {
  const { store } = context
  const contract = await readContract(context, contractId)
  const parties = await readParties(context, contractId)
  const rows = await store.find(contractsConsents, {
    where: { contractId },
    orderBy: ['signedAt', 'id'],
    limit: 'all',
  })
  return {
    contract,
    parties,
    consents: await withSigners(context, rows),
    voided: await store.get(contractsVoids, contractId),
    standing: await store.get(contractsStandings, contract.orderId),
  }
}

/** The customer's side of a contract, the customer first. */
export const readParties = (
  { store }: QueryContext | CommandContext,
  contractId: string,
): Promise<readonly PartyRow[]> =>
  store.find(contractsParties, { where: { contractId }, orderBy: ['contractId', 'party'], limit: 'all' })

/** Consents with their signers and withdrawals, in the order given. Two statements, or none. */
export async function withSigners(
  { store }: QueryContext | CommandContext,
  rows: readonly ConsentRow[],
): Promise<readonly WholeConsent[]> {
  if (rows.length === 0) return []
  const where = { consentId: { in: rows.map(({ id }) => id) } }
  const signers = await store.find(contractsSigners, { where, limit: 'all' })
  const withdrawals = await store.find(contractsWithdrawals, { where, limit: 'all' })
  const signerOf = new Map(signers.map((one) => [one.consentId, one]))
  const withdrawalOf = new Map(withdrawals.map((one) => [one.consentId, one]))
  return rows.map((row) => ({ row, signer: signerOf.get(row.id), withdrawal: withdrawalOf.get(row.id) }))
}
