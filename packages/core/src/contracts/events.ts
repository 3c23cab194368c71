/** What happens to contracts. Events carry ids and amounts, never a name. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

interface OfContract {
  contractId: string
  orderId: string
  customerId: string
}

const ofContract = { contractId: z.string(), orderId: z.string(), customerId: z.string() }

export interface ContractDrawn extends OfContract {
  contractVersion: number
  supersedesId: string | null
  amendment: boolean
  total: string
  currency: string
}

export const contractDrawn: EventKind<'contracts.drawn', ContractDrawn> = defineEvent({
  name: 'contracts.drawn',
  version: 1,
  schema: z.strictObject({
    ...ofContract,
    contractVersion: z.int(),
    supersedesId: z.string().nullable(),
    amendment: z.boolean(),
    total: z.string(),
    currency: z.string(),
  }),
})

export interface ContractSignedEvent extends OfContract {
  consentId: string
  /** `contract`, or a consent beside it. */
  consent: string
  /** `customer` or `studio`. */
  side: string
  /** How far the contract is by then. */
  state: string
  total: string
  currency: string
}

export const contractSigned: EventKind<'contracts.signed', ContractSignedEvent> = defineEvent({
  name: 'contracts.signed',
  version: 1,
  schema: z.strictObject({
    ...ofContract,
    consentId: z.string(),
    consent: z.string(),
    side: z.string(),
    state: z.string(),
    total: z.string(),
    currency: z.string(),
  }),
})

export interface ConsentWasWithdrawn extends OfContract {
  consentId: string
  consent: string
}

export const consentWithdrawn: EventKind<'contracts.consentWithdrawn', ConsentWasWithdrawn> = defineEvent({
  name: 'contracts.consentWithdrawn',
  version: 1,
  schema: z.strictObject({ ...ofContract, consentId: z.string(), consent: z.string() }),
})

export interface ContractVoided extends OfContract {
  /** How far it was. */
  state: string
  total: string
  currency: string
}

export const contractVoided: EventKind<'contracts.voided', ContractVoided> = defineEvent({
  name: 'contracts.voided',
  version: 1,
  schema: z.strictObject({ ...ofContract, state: z.string(), total: z.string(), currency: z.string() }),
})

export interface ContractBecameOutdated {
  contractId: string
  orderId: string
  /** False where the order is again what was agreed. */
  outdated: boolean
}

export const contractOutdated: EventKind<'contracts.outdated', ContractBecameOutdated> = defineEvent({
  name: 'contracts.outdated',
  version: 1,
  schema: z.strictObject({ contractId: z.string(), orderId: z.string(), outdated: z.boolean() }),
})

export interface ContractTemplateSaved {
  template: string
  templateVersion: number
}

export const contractTemplateSaved: EventKind<'contracts.templateSaved', ContractTemplateSaved> = defineEvent({
  name: 'contracts.templateSaved',
  version: 1,
  schema: z.strictObject({ template: z.string(), templateVersion: z.int() }),
})
