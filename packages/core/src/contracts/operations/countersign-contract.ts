/** Signs a contract for the studio. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { OrderUnknown } from '../../orders/index.ts'
import { contractConsent, signatureMethods } from '../consent-document.ts'
import { contentOf } from '../contract-content.ts'
import {
  ContractBranchDiffers,
  ContractOutdated,
  ContractSigned,
  ContractSuperseded,
  ContractUnknown,
  ContractVoid,
} from '../errors.ts'
import { holdContract, requireCurrent, requireStanding } from '../hold-contract.ts'
import { keepConsent } from '../keep-consent.ts'
import { consentSchema, presentConsent, presentStanding, standingSchema } from '../present-contract.ts'
import { idText } from '../shapes.ts'
import type { Language } from '../template.ts'

const inputSchema = z.strictObject({
  contractId: idText,
  /** `onScreen` unless told: the actor of the session signs. */
  method: z.enum(signatureMethods).default('onScreen'),
  /** SHA-256 of a scan with signature and seal, where there is one. */
  imageHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal')
    .optional(),
})

const outputSchema = z.object({ consent: consentSchema, contract: standingSchema })

export interface CountersignContract extends z.input<typeof inputSchema> {}
export interface CountersignedContract extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, CountersignContract> = inputSchema
const output: z.ZodType<CountersignedContract> = outputSchema

export const countersignContract = operation({
  name: 'contracts.countersign',
  summary: 'Signs a contract for the studio, before the customer or after; the actor signs.',
  kind: 'command',
  input,
  output,
  errors: [
    ContractUnknown,
    OrderUnknown,
    ContractBranchDiffers,
    ContractSuperseded,
    ContractVoid,
    ContractOutdated,
    ContractSigned,
  ],
  async run(context, { contractId, method, imageHash = null }) {
    const held = await holdContract(context, contractId)
    requireStanding(held, 'countersign it')
    await requireCurrent(context, held)
    const { contract } = held
    const { declaration, code } = contentOf(contract).terms.template
    const { row, standing } = await keepConsent(context, held, {
      ...{ method, imageHash },
      consent: contractConsent,
      side: 'studio',
      role: 'studio',
      text: declaration[contract.language as Language] ?? code,
      signer: null,
    })
    const consent = presentConsent({ row, signer: undefined, withdrawal: undefined })
    return { consent, contract: presentStanding(standing) }
  },
})
