/** The templates of a studio: its own, and that of the house. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { ContractTemplateUnknown } from './errors.ts'
import { standardTemplate } from './standard-template.ts'
import { contractsTemplates, type TemplateRow } from './tables.ts'
import type { KeptTemplate } from './template.ts'

/** The templates that the code brings, where the studio saved none of their code. */
export const houseTemplates: readonly KeptTemplate[] = [standardTemplate]

export const templateOf = ({
  content,
  templateVersion,
}: Pick<TemplateRow, 'content' | 'templateVersion'>): KeptTemplate => ({
  ...(content as unknown as Omit<KeptTemplate, 'version'>),
  version: templateVersion,
})

/** A template in its last version. One statement. @throws CONTRACT_TEMPLATE_UNKNOWN */
export async function readTemplate(context: QueryContext | CommandContext, code: string): Promise<KeptTemplate> {
  const row = await context.store.get(contractsTemplates, code)
  if (row !== undefined) return templateOf(row)
  const house = houseTemplates.find((one) => one.code === code)
  if (house !== undefined) return house
  const rows = await context.store.find(contractsTemplates, { orderBy: ['code'], limit: 100 })
  const known = new Set([...houseTemplates, ...rows].map((one) => one.code))
  throw ContractTemplateUnknown.create({ template: code, known: [...known] })
}
