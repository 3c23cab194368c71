/** The room of contracts: what was agreed, in which words, who signed it, and what changed since. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import * as events from './events.ts'
import { followOrders } from './follow-orders.ts'
import { orderHooks } from './keep-orders.ts'
import { defaultContractNumbers } from './numbering.ts'
import { checkContract } from './operations/check-contract.ts'
import { countersignContract } from './operations/countersign-contract.ts'
import { drawContract } from './operations/draw-contract.ts'
import { getContract } from './operations/get-contract.ts'
import { listConsents } from './operations/list-consents.ts'
import { listContracts } from './operations/list-contracts.ts'
import { listTemplates } from './operations/list-templates.ts'
import { listVersions } from './operations/list-versions.ts'
import { renderContract } from './operations/render-contract.ts'
import { saveTemplate } from './operations/save-template.ts'
import { signContract } from './operations/sign-contract.ts'
import { voidContract } from './operations/void-contract.ts'
import { withdrawConsent } from './operations/withdraw-consent.ts'
import { contractHooks } from './require-signed.ts'
import { contractFacts } from './sealed-facts.ts'
import { type ContractsSettings, contractsSettings } from './settings.ts'
import * as tables from './tables.ts'

const operations = {
  saveTemplate,
  templates: listTemplates,
  draw: drawContract,
  sign: signContract,
  countersign: countersignContract,
  withdraw: withdrawConsent,
  void: voidContract,
  get: getContract,
  check: checkContract,
  list: listContracts,
  versions: listVersions,
  consents: listConsents,
  render: renderContract,
} as const

/** What the desk offers under `contracts`. */
export type ContractsOperations = typeof operations

const named = (...names: readonly (keyof ContractsOperations)[]): readonly string[] =>
  names.map((name) => `contracts.${name}`)

const reads = named('templates', 'get', 'check', 'list', 'versions', 'consents', 'render')
const counter = [...reads, ...named('draw', 'sign', 'withdraw')]

export const contractsRoom: Plugin<'contracts', ContractsOperations, ContractsSettings> = definePlugin({
  ...contractsSettings,
  version: engineVersion,
  requires: { customers: '*', catalog: '*', ledger: '*', orders: '*', selection: '*', stages: '*' },
  tables: Object.values(tables),
  operations,
  entries: contractFacts,
  // What the studio signs with, declares void and writes into its contracts is the manager's.
  roles: {
    owner: ['*'],
    manager: ['contracts.*'],
    cashier: counter,
    reception: counter,
    selectionAdviser: counter,
    accountant: reads,
    photographer: named('consents'),
    retoucher: named('consents'),
    designer: named('consents'),
  },
  events: Object.values(events),
  subscribers: [followOrders],
  hooks: [...contractHooks, ...orderHooks],
  provide: [defaultContractNumbers],
  errors: Object.values(errors),
})
