/** What can go wrong with contracts. */
import { defineError } from '../values/calotype-error.ts'

export const ContractUnknown = defineError<{ contractId: string }>({
  code: 'CONTRACT_UNKNOWN',
  status: 404,
  summary: 'No contract with this id is within reach.',
  message: ({ contractId }) => `There is no contract "${contractId}" in the branches that you reach.`,
  mend: 'Take the id from contracts.list, or draw one with contracts.draw.',
})

export const ContractTemplateUnknown = defineError<{ template: string; known: readonly string[] }>({
  code: 'CONTRACT_TEMPLATE_UNKNOWN',
  status: 404,
  summary: 'No template of contracts has this code.',
  message: ({ template }) => `There is no template "${template}" of contracts.`,
  mend: ({ known }) => `There are: ${known.join(', ')}. The setting contracts.templates says which one an order has.`,
})

export const ContractTemplateInvalid = defineError<{ template: string; rule: string }>({
  code: 'CONTRACT_TEMPLATE_INVALID',
  status: 422,
  summary: 'A template of contracts breaks a rule.',
  message: ({ template, rule }) => `The template "${template}" ${rule}.`,
  mend: 'Mend what it names; contracts.templates shows the template of the house as an example.',
})

export const ContractPlaceholderUnknown = defineError<{
  template: string
  clause: string
  placeholder: string
  known: readonly string[]
}>({
  code: 'CONTRACT_PLACEHOLDER_UNKNOWN',
  status: 422,
  summary: 'A clause has a placeholder that nothing fills in.',
  message: ({ template, clause, placeholder }) =>
    `Clause "${clause}" of template "${template}" has the placeholder {{${placeholder}}}, which nothing fills in.`,
  mend: ({ known }) => `There are: ${known.map((name) => `{{${name}}}`).join(', ')}.`,
})

export const ContractTemplateChanged = defineError<{ template: string; expected: number; actual: number }>({
  code: 'CONTRACT_TEMPLATE_CHANGED',
  status: 409,
  summary: 'A template of contracts was changed by somebody else since the caller read it.',
  message: ({ template, expected, actual }) =>
    `The template "${template}" is at version ${actual}; the change was made for version ${expected}.`,
  mend: 'Read it again (contracts.templates) and repeat with its version.',
})

export const ContractLanguageMissing = defineError<{
  template: string
  language: string
  spoken: readonly string[]
}>({
  code: 'CONTRACT_LANGUAGE_MISSING',
  status: 422,
  summary: 'A contract was asked for in a language that its template does not speak.',
  message: ({ template, language }) => `The template "${template}" has no text in ${language}.`,
  mend: ({ spoken }) =>
    `It has: ${spoken.join(', ')}. Save a version with the other language, or ask for one of these.`,
})

export const ContractStudioUnnamed = defineError<{ branch: string }>({
  code: 'CONTRACT_STUDIO_UNNAMED',
  status: 409,
  summary: 'A contract was to be drawn, and the studio has no name to stand on it.',
  message: ({ branch }) => `No setting says what the studio of branch "${branch}" is called on contracts.`,
  mend: 'Set the name: settings.change({ plugin: "contracts", set: { studio: { name: "…" } } }).',
})

export const ContractBranchDiffers = defineError<{ number: string; branch: string; session: string }>({
  code: 'CONTRACT_BRANCH_DIFFERS',
  status: 409,
  summary: 'A contract was to be drawn, signed or voided from another branch than that of its order.',
  message: ({ number, branch, session }) =>
    `Order ${number} is of branch "${branch}"; this session is of branch "${session}".`,
  mend: 'Open a session of the branch of the order: the contract stands in the books of that branch.',
})

export const ContractWithoutLines = defineError<{ number: string }>({
  code: 'CONTRACT_WITHOUT_LINES',
  status: 409,
  summary: 'A contract was to be drawn for an order of which no line stands.',
  message: ({ number }) => `No line of order ${number} stands: there is nothing to agree on.`,
  mend: 'Add a line first (orders.addLine).',
})

export const ContractOutdated = defineError<{ number: string; order: string; differences: readonly string[] }>({
  code: 'CONTRACT_OUTDATED',
  status: 409,
  summary: 'A contract was to be signed whose order has changed since it was drawn.',
  message: ({ number, order, differences }) =>
    `Order ${order} is not what contract ${number} says: ${differences.join('; ')}.`,
  mend: 'Draw it anew (contracts.draw), show it, and have that one signed.',
})

export const ContractSuperseded = defineError<{ number: string; by: string; action: string }>({
  code: 'CONTRACT_SUPERSEDED',
  status: 409,
  summary: 'Something was to be done with a contract in whose place stands a later one.',
  message: ({ number, by, action }) => `Contract ${by} took the place of contract ${number}: you cannot ${action}.`,
  mend: 'Take the last contract of the order (contracts.versions).',
})

export const ContractVoid = defineError<{ number: string; action: string }>({
  code: 'CONTRACT_VOID',
  status: 409,
  summary: 'Something was to be done with a contract that is void.',
  message: ({ number, action }) => `Contract ${number} is void: you cannot ${action}.`,
  mend: 'Draw a new one (contracts.draw).',
})

export const ContractSigned = defineError<{ number: string; consent: string; role: string; at: string }>({
  code: 'CONTRACT_SIGNED',
  status: 409,
  summary: 'The same was to be signed twice in the same role.',
  message: ({ number, consent, role, at }) => `"${consent}" of contract ${number} was signed as ${role} at ${at}.`,
  mend: 'Nothing is left to do; a consent that was withdrawn may be given again.',
})

export const ConsentNotOffered = defineError<{ number: string; consent: string; offered: readonly string[] }>({
  code: 'CONSENT_NOT_OFFERED',
  status: 422,
  summary: 'A consent was to be signed of which the contract has no words.',
  message: ({ number, consent }) => `Contract ${number} has no words for the consent "${consent}".`,
  mend: ({ offered }) => `It has: ${offered.join(', ')}. Or pass the text that was shown.`,
})

export const ConsentUnknown = defineError<{ consentId: string }>({
  code: 'CONSENT_UNKNOWN',
  status: 404,
  summary: 'No consent with this id is within reach.',
  message: ({ consentId }) => `There is no consent "${consentId}" in the branches that you reach.`,
  mend: 'Take the id from contracts.consents.',
})

export const ConsentNotWithdrawable = defineError<{ number: string }>({
  code: 'CONSENT_NOT_WITHDRAWABLE',
  status: 409,
  summary: 'The consent to a contract itself was to be withdrawn.',
  message: ({ number }) => `Who agreed to contract ${number} is bound by it.`,
  mend: 'Amend it (contracts.draw), void it with a reason (contracts.void), or cancel the order (orders.cancel).',
})

export const ConsentWithdrawn = defineError<{ consentId: string; at: string }>({
  code: 'CONSENT_WITHDRAWN',
  status: 409,
  summary: 'A consent was to be withdrawn that was withdrawn already.',
  message: ({ consentId, at }) => `Consent "${consentId}" was withdrawn at ${at}.`,
  mend: 'Nothing is left to do.',
})

export const ContractKeepsOrder = defineError<{
  number: string
  contract: string
  contractId: string
  branch: string
  /** Where it was to go: to another `branch`, `order` or `customer`. */
  to: string
}>({
  code: 'CONTRACT_KEEPS_ORDER',
  status: 409,
  summary: 'An order with a contract was to go to another branch, order or customer.',
  message: ({ number, contract, contractId, to }) =>
    `Order ${number} has contract ${contract} ("${contractId}"): it cannot go to another ${to}.`,
  mend: ({ number, contractId, branch }) =>
    `To another branch it does not go, not even where the contract is void: finish it in ${branch}, and hand it over there by orders.pickUpElsewhere. To another customer it goes once the contract is void (contracts.void with contractId "${contractId}"). Of two orders that become one, name ${number} as the survivor; two with a contract each stay two.`,
})
