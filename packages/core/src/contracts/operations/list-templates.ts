/** Lists the texts of contracts. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { presentTemplate, savedTemplateSchema } from '../present-template.ts'
import { houseTemplates, templateOf } from '../read-templates.ts'
import { contractsTemplates, contractsTemplateVersions } from '../tables.ts'

const inputSchema = z.strictObject({
  /** One template in all its versions; without it, all templates in their last. */
  code: z.string().min(1).max(60).optional(),
})

const outputSchema = z.object({ items: z.array(savedTemplateSchema) })

export interface ListContractTemplates extends z.input<typeof inputSchema> {}
export interface ContractTemplateList extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListContractTemplates> = inputSchema
const output: z.ZodType<ContractTemplateList> = outputSchema

export const listTemplates = operation({
  name: 'contracts.templates',
  summary: 'Lists the texts of contracts by code, or every version of one, that of the house included.',
  kind: 'query',
  input,
  output,
  async run({ store }, { code }) {
    if (code === undefined) {
      const rows = await store.find(contractsTemplates, { orderBy: ['code'], limit: 'all' })
      const saved = rows.map(templateOf)
      const house = houseTemplates.filter((one) => !saved.some((other) => other.code === one.code))
      const all = [...house, ...saved].sort((one, other) => (one.code < other.code ? -1 : 1))
      return { items: all.map(presentTemplate) }
    }
    const versions = await store.find(contractsTemplateVersions, {
      where: { code },
      orderBy: ['code', 'templateVersion'],
      limit: 'all',
    })
    const house = houseTemplates.filter((one) => one.code === code)
    return { items: [...house, ...versions.map(templateOf)].map(presentTemplate) }
  },
})
