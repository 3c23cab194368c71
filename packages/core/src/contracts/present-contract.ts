/** Contracts as callers see them. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import { contractStates } from './contract-state.ts'
import type { WholeConsent, WholeContract } from './read-whole.ts'
import type { ContractRow, StandingRow } from './tables.ts'
import { languages } from './template.ts'

export const consentSchema = z.object({
  id: z.string(),
  contractId: z.string(),
  orderId: z.string(),
  customerId: z.string(),
  /** `contract`, or a consent beside it such as `images`. */
  consent: z.string(),
  side: z.enum(['customer', 'studio']),
  role: z.string(),
  method: z.string(),
  /** The words that were shown. */
  text: z.string(),
  signedAt: z.string(),
  actor: z.string(),
  /** Who signed: empty where the person was erased, null of the studio, whose actor signs. */
  signer: z.string().nullable(),
  /** Where the host keeps the picture of the signature, or which message brought the code. */
  reference: z.string().nullable(),
  /** SHA-256 of that picture. */
  imageHash: z.string().nullable(),
  hash: z.string(),
  /** From when on it holds no longer; null where it was not withdrawn. */
  withdrawn: z.object({ at: z.string(), reason: z.string().nullable(), actor: z.string() }).nullable(),
})

export interface Consent extends z.output<typeof consentSchema> {}

export const contractHeadSchema = z.object({
  id: z.string(),
  number: z.string(),
  orderId: z.string(),
  customerId: z.string(),
  branch: z.string(),
  /** 1, 2, 3 … of its order. */
  version: z.int(),
  supersedesId: z.string().nullable(),
  /** Whether it amends a contract that both signed. */
  amendment: z.boolean(),
  template: z.string(),
  templateVersion: z.int(),
  language: z.enum(languages),
  /** The revision of the order when it was drawn. */
  orderRevision: z.int(),
  drawnAt: z.string(),
  actor: z.string(),
  currency: z.string(),
  total: z.string(),
  /** SHA-256 of its content. */
  hash: z.string(),
})

export const contractSchema = contractHeadSchema.extend({
  /** Whether it is the last one of its order. */
  current: z.boolean(),
  /** How far it is; null of one in whose place stands a later one. */
  state: z.enum(contractStates).nullable(),
  /** Whether the order differs from it by now; follows the order shortly after its change. `contracts.check` says what differs. */
  outdated: z.boolean(),
  /** Who stands on the customer's side, the customer first; a name is empty where the person was erased. */
  parties: z.array(z.object({ role: z.string(), name: z.string(), phone: z.string().nullable() })),
  consents: z.array(consentSchema),
  void: z.object({ reason: z.string(), actor: z.string(), at: z.string() }).nullable(),
  /** Everything that it says: what the hash is of. */
  content: z.json(),
})

export interface ContractHead extends z.output<typeof contractHeadSchema> {}
export interface Contract extends z.output<typeof contractSchema> {}

export function presentHead(row: ContractRow): ContractHead {
  const { id, number, orderId, customerId, branch, supersedesId, amendment, template, templateVersion } = row
  const { orderRevision, drawnAt, actor, currency, hash } = row
  return {
    ...{ id, number, orderId, customerId, branch, supersedesId, amendment, template, templateVersion },
    ...{ orderRevision, drawnAt, actor, currency, hash },
    version: row.contractVersion,
    language: row.language as ContractHead['language'],
    total: Money.ofMinor(row.total, currency).toString(),
  }
}

export function presentContract({ contract, parties, consents, voided, standing }: WholeContract): Contract {
  const current = standing?.contractId === contract.id
  return {
    ...presentHead(contract),
    current,
    state: current ? (standing.state as Contract['state']) : null,
    outdated: current ? standing.outdated : true,
    parties: parties.map(({ role, name, phone }) => ({ role, name, phone })),
    consents: consents.map(presentConsent),
    void: voided === undefined ? null : { reason: voided.reason, actor: voided.actor, at: voided.voidedAt },
    content: contract.content as z.output<ReturnType<typeof z.json>>,
  }
}

export function presentConsent({ row, signer, withdrawal }: WholeConsent): Consent {
  const { id, contractId, orderId, customerId, consent, role, method, text, signedAt, actor, imageHash, hash } = row
  return {
    ...{ id, contractId, orderId, customerId, consent, role, method, text, signedAt, actor, imageHash, hash },
    side: row.side as Consent['side'],
    signer: signer?.signer ?? null,
    reference: signer?.reference ?? null,
    withdrawn:
      withdrawal === undefined
        ? null
        : { at: withdrawal.withdrawnAt, reason: withdrawal.reason, actor: withdrawal.actor },
  }
}

export const standingSchema = z.object({
  contractId: z.string(),
  number: z.string(),
  orderId: z.string(),
  branch: z.string(),
  version: z.int(),
  currency: z.string(),
  total: z.string(),
  state: z.enum(contractStates),
  customerSignedAt: z.string().nullable(),
  studioSignedAt: z.string().nullable(),
  /** When it came to its state. */
  stateAt: z.string(),
  outdated: z.boolean(),
})

export interface ContractStanding extends z.output<typeof standingSchema> {}

export function presentStanding(row: StandingRow): ContractStanding {
  const { contractId, number, orderId, branch, currency, customerSignedAt, studioSignedAt, stateAt, outdated } = row
  return {
    ...{ contractId, number, orderId, branch, currency, customerSignedAt, studioSignedAt, stateAt, outdated },
    version: row.contractVersion,
    total: Money.ofMinor(row.total, currency).toString(),
    state: row.state as ContractStanding['state'],
  }
}
