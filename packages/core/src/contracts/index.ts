/** What other rooms, plugins and hosts use of the room of contracts. */
export type { ConsentDocument } from './consent-document.ts'
export type { ContractContent, ContractTerms } from './contract-content.ts'
export * from './errors.ts'
export * from './events.ts'
export { contractNumbersToken } from './numbering.ts'
export { type CheckContract, type CheckedContract, checkContract } from './operations/check-contract.ts'
export {
  type CountersignContract,
  type CountersignedContract,
  countersignContract,
} from './operations/countersign-contract.ts'
export { type DrawContract, type DrawnContract, drawContract } from './operations/draw-contract.ts'
export { type GetContract, getContract } from './operations/get-contract.ts'
export {
  type ContractConsents,
  type ListContractConsents,
  listConsents as listContractConsents,
} from './operations/list-consents.ts'
export { type ContractPage, type ListContracts, listContracts } from './operations/list-contracts.ts'
export {
  type ContractTemplateList,
  type ListContractTemplates,
  listTemplates as listContractTemplates,
} from './operations/list-templates.ts'
export {
  type ContractVersions,
  type ListContractVersions,
  listVersions as listContractVersions,
} from './operations/list-versions.ts'
export { type RenderContract, type RenderedContract, renderContract } from './operations/render-contract.ts'
export { type SaveContractTemplate, saveTemplate as saveContractTemplate } from './operations/save-template.ts'
export { type SignContract, type SignedContract, signContract } from './operations/sign-contract.ts'
export { type VoidContract, voidContract } from './operations/void-contract.ts'
export { type WithdrawConsent, withdrawConsent } from './operations/withdraw-consent.ts'
export { type ContractsOperations, contractsRoom } from './plugin.ts'
export type { Consent, Contract, ContractHead, ContractStanding } from './present-contract.ts'
export type { SavedTemplate } from './present-template.ts'
export { type ContractsSettings, contractsSettings } from './settings.ts'
export { standardTemplate } from './standard-template.ts'
export {
  contractsConsents,
  contractsContracts,
  contractsStandings,
  contractsVoids,
  contractsWithdrawals,
} from './tables.ts'
export type { ContractTemplate } from './template.ts'
export type { ContractDifference } from './difference.ts'
