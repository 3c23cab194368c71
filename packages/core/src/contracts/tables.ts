/** Contracts as they were drawn, who they are of, and what was agreed to. */
import { bool, date, id, instant, int, json, money, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** Texts of contracts as they stand. */
export const contractsTemplates = defineTable({
  name: 'contracts_templates',
  columns: { code: text(60), templateVersion: int(), content: json() },
  key: ['code'],
})

/** Every version of every text. */
export const contractsTemplateVersions = defineTable({
  name: 'contracts_template_versions',
  columns: { code: text(60), templateVersion: int(), content: json(), at: instant(), actor: text(200) },
  key: ['code', 'templateVersion'],
  appendOnly: true,
})

/** Contracts, never changed. */
export const contractsContracts = defineTable({
  name: 'contracts_contracts',
  columns: {
    id: id(),
    branch: id(),
    orderId: id(),
    customerId: id(),
    number: text(80),
    /** 1, 2, 3 … of its order: what was drawn anew follows what it was drawn for. */
    contractVersion: int(),
    supersedesId: nullable(id()),
    /** Whether it amends a contract that was signed. */
    amendment: bool(),
    template: text(60),
    templateVersion: int(),
    /** The language that binds: `zh` or `en`. */
    language: text(2),
    /** The revision of the order when it was drawn. */
    orderRevision: int(),
    drawnAt: instant(),
    businessDate: date(),
    actor: text(200),
    currency: text(3),
    total: money(),
    /** Everything that it says, without a person's name; see `contract-content.ts`. */
    content: json(),
    /** SHA-256 of the content. */
    hash: text(64),
  },
  uniques: [
    { name: 'number', columns: ['number'] },
    { name: 'version', columns: ['orderId', 'contractVersion'] },
  ],
  indexes: [{ name: 'byCustomer', columns: ['customerId', 'drawnAt', 'id'] }],
  appendOnly: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Who stands on the customer's side of a contract, apart from it, so that a person can be erased. */
export const contractsParties = defineTable({
  name: 'contracts_parties',
  columns: {
    contractId: id(),
    /** 1 is the customer of the order. */
    party: int(),
    branch: id(),
    customerId: id(),
    role: text(20),
    name: personal(text(100)),
    phone: personal(nullable(text(40))),
    /** What was hashed with the name, so that nobody finds it by trying; erased with it. */
    salt: personal(text(64)),
  },
  key: ['contractId', 'party'],
  indexes: [{ name: 'byCustomer', columns: ['customerId'] }],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** What was signed, by which side, and how. Never changed. */
export const contractsConsents = defineTable({
  name: 'contracts_consents',
  columns: {
    id: id(),
    branch: id(),
    contractId: id(),
    orderId: id(),
    customerId: id(),
    /** `contract`, or a consent beside it such as `images`. */
    consent: text(40),
    /** `customer` or `studio`. */
    side: text(10),
    /** `customer`, `guardian`, `partner` or `representative`; `studio` of a countersignature. */
    role: text(20),
    /** `paper`, `onScreen` or `code`. */
    method: text(10),
    /** The words that were shown. Never personal data. */
    text: text(5000),
    signedAt: instant(),
    businessDate: date(),
    actor: text(200),
    /** SHA-256 of the picture of the signature, or of the scan. */
    imageHash: nullable(text(64)),
    /** What the hash is of; see `consent-document.ts`. */
    content: json(),
    hash: text(64),
  },
  indexes: [
    { name: 'byContract', columns: ['contractId', 'signedAt', 'id'] },
    { name: 'byOrder', columns: ['orderId', 'signedAt', 'id'] },
    { name: 'byCustomer', columns: ['customerId', 'signedAt', 'id'] },
  ],
  appendOnly: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Who signed, apart from what was signed. Of a countersignature there is none: it is the actor's. */
export const contractsSigners = defineTable({
  name: 'contracts_signers',
  columns: {
    consentId: id(),
    branch: id(),
    customerId: id(),
    signer: personal(text(100)),
    /** Where the host keeps the picture of the signature, or which message brought the code. */
    reference: personal(nullable(text(500))),
    salt: personal(text(64)),
  },
  key: ['consentId'],
  indexes: [{ name: 'byCustomer', columns: ['customerId'] }],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Consents that hold no longer, from a moment on. */
export const contractsWithdrawals = defineTable({
  name: 'contracts_withdrawals',
  columns: {
    consentId: id(),
    branch: id(),
    contractId: id(),
    orderId: id(),
    consent: text(40),
    withdrawnAt: instant(),
    businessDate: date(),
    /** In words, where some were said. Never personal data. */
    reason: nullable(text(500)),
    actor: text(200),
  },
  key: ['consentId'],
  appendOnly: true,
  branch: 'branch',
})

/** Contracts that were declared void, and why. */
export const contractsVoids = defineTable({
  name: 'contracts_voids',
  columns: {
    contractId: id(),
    branch: id(),
    orderId: id(),
    voidedAt: instant(),
    businessDate: date(),
    reason: text(500),
    actor: text(200),
  },
  key: ['contractId'],
  appendOnly: true,
  branch: 'branch',
})

/**
 * The last contract of an order, and how far it is. It names no subject on purpose: a person who is erased leaves contracts that
 * are signed, and it holds ids and nothing personal.
 */
export const contractsStandings = defineTable({
  name: 'contracts_standings',
  columns: {
    orderId: id(),
    branch: id(),
    contractId: id(),
    number: text(80),
    contractVersion: int(),
    currency: text(3),
    total: money(),
    /** `unsigned`, `partly`, `signed` or `void`. */
    state: text(10),
    customerSignedAt: nullable(instant()),
    studioSignedAt: nullable(instant()),
    /** When it came to its state. */
    stateAt: instant(),
    /** Whether the order differs from it by now; follows the order after its commit. */
    outdated: bool(),
    /** Whether a contract of the order was ever signed by both: what is drawn after it amends it. */
    everSigned: bool(),
  },
  key: ['orderId'],
  uniques: [{ name: 'contract', columns: ['contractId'] }],
  indexes: [
    { name: 'byState', columns: ['state', 'stateAt', 'orderId'] },
    { name: 'byOutdated', columns: ['outdated', 'stateAt', 'orderId'] },
    { name: 'byTime', columns: ['stateAt', 'orderId'] },
  ],
  branch: 'branch',
})

export type TemplateRow = RowOf<typeof contractsTemplates>
export type ContractRow = RowOf<typeof contractsContracts>
export type PartyRow = RowOf<typeof contractsParties>
export type ConsentRow = RowOf<typeof contractsConsents>
export type SignerRow = RowOf<typeof contractsSigners>
export type WithdrawalRow = RowOf<typeof contractsWithdrawals>
export type VoidRow = RowOf<typeof contractsVoids>
export type StandingRow = RowOf<typeof contractsStandings>
