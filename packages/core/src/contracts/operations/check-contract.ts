/** Proves that a contract is what was drawn and signed, and says what of the order differs from it today. */
import { z } from 'zod'
import { customersById } from '../../customers/index.ts'
import type { QueryContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { OrderUnknown } from '../../orders/index.ts'
import { contentOf } from '../contract-content.ts'
import type { ContractDifference } from '../difference.ts'
import { differences } from '../differences.ts'
import { ContractLanguageMissing, ContractStudioUnnamed, ContractTemplateUnknown, ContractUnknown } from '../errors.ts'
import { readOrder } from '../hold-contract.ts'
import { contractIntact, marksIntact } from '../intact.ts'
import { isErased } from '../party.ts'
import { readTemplate } from '../read-templates.ts'
import { readWhole, type WholeContract } from '../read-whole.ts'
import { differenceSchema, idText } from '../shapes.ts'
import { termsOf } from '../snapshot.ts'
import type { Language } from '../template.ts'

const inputSchema = z.strictObject({ contractId: idText })

const outputSchema = z.object({
  contractId: z.string(),
  number: z.string(),
  /** Whether everything that can be proved is as it was: the content, the names, the signatures. */
  intact: z.boolean(),
  /** Whether the content is that of the hash. */
  contentIntact: z.boolean(),
  /** Whether the names are those that were hashed; null where a person was erased, which leaves the contract provable. */
  parties: z.array(z.object({ role: z.string(), intact: z.boolean().nullable() })),
  consents: z.array(
    z.object({
      consentId: z.string(),
      consent: z.string(),
      role: z.string(),
      /** Whether what was signed is as it was, and was signed for this contract. */
      intact: z.boolean(),
      /** The same of the signer's name; null where it was erased, and of the studio. */
      signerIntact: z.boolean().nullable(),
    }),
  ),
  /** Whether it is the last contract of the order. */
  current: z.boolean(),
  /** Whether the order is no longer what was agreed. */
  outdated: z.boolean(),
  /** Everything that differs from the order as it is now. */
  differences: z.array(differenceSchema),
})

export interface CheckContract extends z.input<typeof inputSchema> {}
export interface CheckedContract extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, CheckContract> = inputSchema
const output: z.ZodType<CheckedContract> = outputSchema

export const checkContract = operation({
  name: 'contracts.check',
  summary: 'Proves a contract by its hashes, and says line by line what differs from its order today.',
  kind: 'query',
  input,
  output,
  errors: [ContractUnknown, OrderUnknown, ContractTemplateUnknown, ContractLanguageMissing, ContractStudioUnnamed],
  async run(context, { contractId }) {
    const whole = await readWhole(context, contractId)
    const { contract, standing } = whole
    const { order, lines } = await readOrder(context, contract.orderId)
    const template = await readTemplate(context, contract.template)
    const today = await termsOf(context, { order, lines, template, language: contract.language as Language })
    const contentIsIntact = contractIntact(contract)
    const marks = marksIntact(whole)
    const found = [...differences(contentOf(contract).terms, today), ...(await customerDiffers(context, whole))]
    return {
      contractId,
      number: contract.number,
      intact:
        contentIsIntact &&
        marks.parties.every(({ intact }) => intact !== false) &&
        marks.consents.every(({ intact, signerIntact }) => intact && signerIntact !== false),
      contentIntact: contentIsIntact,
      ...marks,
      current: standing?.contractId === contractId,
      outdated: found.some(({ outdates }) => outdates),
      differences: found,
    }
  },
})

/** Whether the customer is called or telephoned otherwise by now; neither is said. */
async function customerDiffers(context: QueryContext, { parties }: WholeContract): Promise<ContractDifference[]> {
  const [party] = parties
  if (party === undefined || isErased(party)) return []
  const customer = (await customersById(context, [party.customerId])).get(party.customerId)
  if (customer === undefined || (customer.name === party.name && customer.phone === party.phone)) return []
  const words = { zh: '客户的姓名或电话有变更', en: "the customer's name or telephone differs" }
  return [{ about: 'customer', line: null, outdates: false, words }]
}
