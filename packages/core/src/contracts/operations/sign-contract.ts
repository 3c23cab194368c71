/** Signs a contract, or a consent beside it, for the customer's side. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { agreeCancellation, OrderUnknown } from '../../orders/index.ts'
import { contractConsent, signatureMethods } from '../consent-document.ts'
import { rulesStated } from '../contract-cancellation.ts'
import { contentOf } from '../contract-content.ts'
import {
  ConsentNotOffered,
  ContractBranchDiffers,
  ContractOutdated,
  ContractSigned,
  ContractSuperseded,
  ContractUnknown,
  ContractVoid,
} from '../errors.ts'
import { type HeldContract, holdContract, requireCurrent, requireStanding } from '../hold-contract.ts'
import { keepConsent } from '../keep-consent.ts'
import { customerRoles } from '../party.ts'
import { consentSchema, presentConsent, presentStanding, standingSchema } from '../present-contract.ts'
import { idText, personName } from '../shapes.ts'
import { type Language, languages } from '../template.ts'

const inputSchema = z
  .strictObject({
    contractId: idText,
    /** What is agreed to: the contract itself unless told, else a consent of its template such as `images`. */
    consent: z.string().trim().min(1).max(40).default(contractConsent),
    signer: personName,
    role: z.enum(customerRoles).default('customer'),
    /** On paper that was scanned, on a screen, or by a code that was sent to the signer. */
    method: z.enum(signatureMethods),
    /** Where the host keeps the scan or the picture of the signature; of a code, what names the message that brought it. */
    reference: z.string().trim().min(1).max(500),
    /** SHA-256 of the scan or picture, in hexadecimal; a code has none. */
    imageHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal')
      .optional(),
    /** The words that were shown, where they are not those of the contract. Never personal data. */
    text: z.string().trim().min(1).max(5000).optional(),
    /** The language of the words that were shown: that of the contract unless told. */
    language: z.enum(languages).optional(),
  })
  .refine(({ method, imageHash }) => method === 'code' || imageHash !== undefined, {
    message: 'must be the hash of the scan or picture of the signature',
    path: ['imageHash'],
  })

const outputSchema = z.object({ consent: consentSchema, contract: standingSchema })

export interface SignContract extends z.input<typeof inputSchema> {}
/** What was signed, and how the contract then stands. */
export interface SignedContract extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SignContract> = inputSchema
const output: z.ZodType<SignedContract> = outputSchema

export const signContract = operation({
  name: 'contracts.sign',
  summary:
    "Signs a contract for the customer's side, or a consent beside it; refused where the order has changed since.",
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
    ConsentNotOffered,
  ],
  async run(context, given) {
    const { contractId, consent, role, method } = given
    const held = await holdContract(context, contractId)
    if (consent === contractConsent) {
      requireStanding(held, 'sign it')
      await requireCurrent(context, held)
    }
    const language = given.language ?? (held.contract.language as Language)
    const { row, signer, standing } = await keepConsent(context, held, {
      ...{ consent, role, method },
      side: 'customer',
      text: given.text ?? shownText(held, consent, language),
      imageHash: given.imageHash ?? null,
      signer: { name: given.signer, reference: given.reference },
    })
    // From now on a cancellation keeps what the customer signed, whatever the studio sets later.
    if (consent === contractConsent) {
      await agreeCancellation(context, held.order, rulesStated(contentOf(held.contract).terms.cancellation))
    }
    return { consent: presentConsent({ row, signer, withdrawal: undefined }), contract: presentStanding(standing) }
  },
})

/** @throws CONSENT_NOT_OFFERED */
function shownText({ contract }: HeldContract, consent: string, language: Language): string {
  const { template } = contentOf(contract).terms
  const offered = template.consents.map(({ code }) => code)
  const words =
    consent === contractConsent ? template.declaration : template.consents.find(({ code }) => code === consent)?.text
  const text = words?.[language]
  if (text === undefined) {
    throw ConsentNotOffered.create({ number: contract.number, consent, offered: [contractConsent, ...offered] })
  }
  return text
}
