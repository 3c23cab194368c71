/** Keeps what somebody signed, and how far the contract then is. */
import type { CommandContext } from '../engine/context.ts'
import { recordFact } from '../ledger/index.ts'
import type { Json } from '../values/json.ts'
import { Money } from '../values/money.ts'
import { type ConsentDocument, contractConsent, type SignatureMethod } from './consent-document.ts'
import { hashOf } from './contract-content.ts'
import { stateOf } from './contract-state.ts'
import { ContractSigned } from './errors.ts'
import { contractSigned } from './events.ts'
import type { HeldContract } from './hold-contract.ts'
import { newSalt, signerDigest } from './party.ts'
import { contractsSettings } from './settings.ts'
import {
  type ConsentRow,
  contractsConsents,
  contractsSigners,
  contractsStandings,
  contractsWithdrawals,
  type SignerRow,
  type StandingRow,
} from './tables.ts'

export interface Signed {
  readonly consent: string
  readonly side: 'customer' | 'studio'
  readonly role: string
  readonly method: SignatureMethod
  /** The words that were shown. */
  readonly text: string
  readonly imageHash: string | null
  /** Null of the studio: its actor signs. */
  readonly signer: { readonly name: string; readonly reference: string | null } | null
}

export interface KeptConsent {
  readonly row: ConsentRow
  readonly signer: SignerRow | undefined
  readonly standing: StandingRow
}

/**
 * Keeps a signature on a contract that is held. Two statements beside what it writes.
 *
 * @throws CONTRACT_SIGNED
 */
export async function keepConsent(context: CommandContext, held: HeldContract, signed: Signed): Promise<KeptConsent> {
  await requireUnsigned(context, held, signed)
  const { contract, order } = held
  const { consent, side, role, method, text, imageHash } = signed
  const named = signed.signer === null ? null : { ...signed.signer, signer: signed.signer.name, salt: newSalt() }
  const said = { consent, side, role, method, text, signedAt: context.now, actor: context.actor, imageHash }
  const document: ConsentDocument = {
    format: 1,
    contract: { number: contract.number, hash: contract.hash },
    ...said,
    signer: named === null ? null : signerDigest(named),
  }
  const of = { branch: contract.branch, customerId: order.customerId }
  const row = recordFact(context, contractsConsents, {
    ...of,
    ...said,
    id: context.newId(),
    contractId: contract.id,
    orderId: contract.orderId,
    businessDate: context.businessDate,
    content: document as unknown as Json,
    hash: hashOf(document),
  })
  const signer =
    named === null
      ? undefined
      : context.store.insert(contractsSigners, {
          ...of,
          consentId: row.id,
          signer: named.signer,
          reference: named.reference,
          salt: named.salt,
        })
  const standing = consent === contractConsent ? await moveOn(context, held.standing, side) : held.standing
  context.emit(contractSigned, {
    contractId: contract.id,
    orderId: contract.orderId,
    customerId: order.customerId,
    consentId: row.id,
    consent,
    side,
    state: standing.state,
    total: Money.ofMinor(contract.total, contract.currency).toString(),
    currency: contract.currency,
  })
  return { row, signer, standing }
}

/** @throws CONTRACT_SIGNED where the same stands signed in the same role */
async function requireUnsigned({ store }: CommandContext, { contract }: HeldContract, signed: Signed): Promise<void> {
  const { consent, side, role } = signed
  const given = await store.find(contractsConsents, {
    where: { contractId: contract.id, consent, side, role },
    limit: 'all',
  })
  const ids = given.map(({ id }) => id)
  const gone =
    ids.length === 0 ? [] : await store.find(contractsWithdrawals, { where: { consentId: { in: ids } }, limit: 'all' })
  const withdrawn = new Set(gone.map(({ consentId }) => consentId))
  const standing = given.find(({ id }) => !withdrawn.has(id))
  if (standing === undefined) return
  throw ContractSigned.create({ number: contract.number, consent, role, at: standing.signedAt })
}

async function moveOn(context: CommandContext, standing: StandingRow, side: Signed['side']): Promise<StandingRow> {
  const { countersigned } = await context.settings(contractsSettings)
  const customerSignedAt = standing.customerSignedAt ?? (side === 'customer' ? context.now : null)
  const studioSignedAt = standing.studioSignedAt ?? (side === 'studio' ? context.now : null)
  const state = stateOf({ customer: customerSignedAt !== null, studio: studioSignedAt !== null }, countersigned)
  const moved = state === standing.state ? {} : { state, stateAt: context.now }
  const everSigned = standing.everSigned || state === 'signed'
  return context.store.update(contractsStandings, standing, { ...moved, customerSignedAt, studioSignedAt, everSigned })
}
