/** Renders a contract for people. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { contentOf } from '../contract-content.ts'
import { ContractLanguageMissing, ContractUnknown } from '../errors.ts'
import { paperOf } from '../paper.ts'
import { readWhole } from '../read-whole.ts'
import { renderHtml } from '../render-html.ts'
import { renderText } from '../render-text.ts'
import { idText } from '../shapes.ts'
import { type Language, languages, languagesOf } from '../template.ts'

const inputSchema = z.strictObject({
  contractId: idText,
  /** Plain text, or one HTML page that needs nothing beside it and prints on A4. */
  format: z.enum(['text', 'html']),
  /** That of the contract unless told; in another one it says that it is a translation. */
  language: z.enum(languages).optional(),
})

const outputSchema = z.object({
  contractId: z.string(),
  number: z.string(),
  language: z.enum(languages),
  format: z.enum(['text', 'html']),
  rendered: z.string(),
})

export interface RenderContract extends z.input<typeof inputSchema> {}
export interface RenderedContract extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RenderContract> = inputSchema
const output: z.ZodType<RenderedContract> = outputSchema

export const renderContract = operation({
  name: 'contracts.render',
  summary: 'Renders a contract with its signatures as plain text or as an HTML page for A4, in Chinese or English.',
  kind: 'query',
  input,
  output,
  errors: [ContractUnknown, ContractLanguageMissing],
  async run(context, { contractId, format, language: wanted }) {
    const whole = await readWhole(context, contractId)
    const { contract } = whole
    const language = wanted ?? (contract.language as Language)
    const spoken = languagesOf(contentOf(contract).terms.template)
    if (!spoken.includes(language)) {
      throw ContractLanguageMissing.create({ template: contract.template, language, spoken })
    }
    const { timeZone } = context.studio.branch(contract.branch)
    const paper = paperOf(whole, { language, timeZone: timeZone ?? context.studio.timeZone })
    const rendered = format === 'html' ? renderHtml(paper) : renderText(paper)
    return { contractId, number: contract.number, language, format, rendered }
  },
})
