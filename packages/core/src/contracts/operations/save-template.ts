/** Saves the text of contracts. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { recordFact } from '../../ledger/index.ts'
import { canonicalJson, type Json } from '../../values/json.ts'
import { ContractPlaceholderUnknown, ContractTemplateChanged, ContractTemplateInvalid } from '../errors.ts'
import { contractTemplateSaved } from '../events.ts'
import { knownPlaceholders } from '../placeholders.ts'
import { presentTemplate, type SavedTemplate, savedTemplateSchema } from '../present-template.ts'
import { houseTemplates, templateOf } from '../read-templates.ts'
import { contractsTemplates, contractsTemplateVersions } from '../tables.ts'
import { type ContractTemplate, templateFault, templateSchema, unknownPlaceholder } from '../template.ts'

const inputSchema = templateSchema.extend({
  /** The version that the change was made for; 0 for a new template. */
  expectedVersion: z.int().min(0).optional(),
})

export interface SaveContractTemplate extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SaveContractTemplate> = inputSchema
const output: z.ZodType<SavedTemplate> = savedTemplateSchema

export const saveTemplate = operation({
  name: 'contracts.saveTemplate',
  summary: 'Saves a version of the text of contracts: clauses in languages, with places that the order fills in.',
  kind: 'command',
  input,
  output,
  errors: [ContractTemplateInvalid, ContractPlaceholderUnknown, ContractTemplateChanged],
  async run(context, { expectedVersion, ...template }) {
    requireSound(template)
    const { store } = context
    const { code } = template
    await store.lock([`contracts.template ${code}`])
    const standing = await store.get(contractsTemplates, code)
    const house = houseTemplates.find((one) => one.code === code)
    const version = standing?.templateVersion ?? house?.version ?? 0
    if (expectedVersion !== undefined && expectedVersion !== version) {
      throw ContractTemplateChanged.create({ template: code, expected: expectedVersion, actual: version })
    }
    const content = JSON.parse(JSON.stringify(template)) as Json
    if (standing !== undefined && canonicalJson(standing.content) === canonicalJson(content)) {
      return presentTemplate(templateOf(standing))
    }
    const next = { code, templateVersion: version + 1, content }
    const row =
      standing === undefined
        ? store.insert(contractsTemplates, next)
        : await store.update(contractsTemplates, standing, next)
    recordFact(context, contractsTemplateVersions, { ...next, at: context.now, actor: context.actor })
    context.emit(contractTemplateSaved, { template: code, templateVersion: next.templateVersion })
    return presentTemplate(templateOf(row))
  },
})

/** @throws CONTRACT_PLACEHOLDER_UNKNOWN, CONTRACT_TEMPLATE_INVALID */
function requireSound(template: ContractTemplate): void {
  const unknown = unknownPlaceholder(template)
  if (unknown !== undefined) {
    throw ContractPlaceholderUnknown.create({ template: template.code, ...unknown, known: knownPlaceholders })
  }
  const rule = templateFault(template)
  if (rule !== undefined) throw ContractTemplateInvalid.create({ template: template.code, rule })
}
