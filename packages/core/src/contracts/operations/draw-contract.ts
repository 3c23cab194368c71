/** Draws a contract: a snapshot of an order that is never changed. */
import { z } from 'zod'
import { CustomerUnknown, requireCustomer } from '../../customers/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { openOrder, OrderChanged, OrderClosed, OrderUnknown } from '../../orders/index.ts'
import { chooseTemplate, shootTypesOf } from '../choose-template.ts'
import { hashOf } from '../contract-content.ts'
import {
  ContractBranchDiffers,
  ContractLanguageMissing,
  ContractStudioUnnamed,
  ContractTemplateUnknown,
  ContractWithoutLines,
} from '../errors.ts'
import { requireBranch } from '../hold-contract.ts'
import { standingDraw, writeContract } from '../write-contract.ts'
import type { PartyNamed } from '../party.ts'
import { contractSchema, presentContract } from '../present-contract.ts'
import { readTemplate } from '../read-templates.ts'
import { readWhole } from '../read-whole.ts'
import { contractsSettings } from '../settings.ts'
import { furtherParties, idText } from '../shapes.ts'
import { termsOf } from '../snapshot.ts'
import { languages } from '../template.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** Another template than the settings choose. */
  template: z.string().min(1).max(60).optional(),
  /** The language that binds: that of the settings unless told. */
  language: z.enum(languages).optional(),
  /** Who stands beside the customer: a partner, the guardian of a child. */
  parties: furtherParties,
  /** The revision of the order that the caller read. */
  revision: z.int().min(1).optional(),
})

const outputSchema = contractSchema.extend({
  /** False where the last contract of the order says all this already: it is answered, and nothing is drawn. */
  drawn: z.boolean(),
})

export interface DrawContract extends z.input<typeof inputSchema> {}
export interface DrawnContract extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, DrawContract> = inputSchema
const output: z.ZodType<DrawnContract> = outputSchema

export const drawContract = operation({
  name: 'contracts.draw',
  summary: 'Draws a contract of an order as it is now; a later one takes the place of the one before.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    OrderChanged,
    CustomerUnknown,
    ContractTemplateUnknown,
    ContractLanguageMissing,
    ContractStudioUnnamed,
    ContractBranchDiffers,
    ContractWithoutLines,
  ],
  async run(context, { orderId, template: asked, language: wanted, parties: further, revision }) {
    const { order, lines } = await openOrder(context, orderId, { action: 'draw a contract', revision })
    requireBranch(context, order)
    const { templates, language } = await context.settings(contractsSettings)
    const standing = lines.filter(({ progress }) => progress !== 'cancelled')
    if (standing.length === 0) throw ContractWithoutLines.create({ number: order.number })
    const kind = { branch: order.branch, shootTypes: shootTypesOf(standing) }
    const template = await readTemplate(context, asked ?? chooseTemplate(templates, kind))
    const terms = await termsOf(context, { order, lines, template, language: wanted ?? language })
    const parties = [await customerOf(context, order.customerId), ...further.map(named)]

    const before = await standingDraw(context, orderId)
    const isSame =
      before !== undefined &&
      before.standing.state !== 'void' &&
      hashOf(before.terms) === hashOf(terms) &&
      hashOf(before.parties.map(named)) === hashOf(parties)
    if (isSame) return { ...presentContract(await readWhole(context, before.contract.id)), drawn: false }
    const whole = await writeContract(context, { order, terms, parties, before })
    return { ...presentContract(whole), drawn: true }
  },
})

async function customerOf(context: CommandContext, customerId: string): Promise<PartyNamed> {
  const { name, phone } = await requireCustomer(context, customerId)
  return { role: 'customer', name, phone }
}

const named = ({
  role,
  name,
  phone = null,
}: Pick<PartyNamed, 'role' | 'name'> & { phone?: string | null | undefined }): PartyNamed => ({
  ...{ role, name, phone },
})
