/** Withdraws a consent beside a contract, for the time to come. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { recordFact } from '../../ledger/index.ts'
import { OrderUnknown } from '../../orders/index.ts'
import { contractConsent } from '../consent-document.ts'
import {
  ConsentNotWithdrawable,
  ConsentUnknown,
  ConsentWithdrawn,
  ContractBranchDiffers,
  ContractUnknown,
} from '../errors.ts'
import { consentWithdrawn } from '../events.ts'
import { holdContract } from '../hold-contract.ts'
import { type Consent, consentSchema, presentConsent } from '../present-contract.ts'
import { withSigners } from '../read-whole.ts'
import { idText, reasonText } from '../shapes.ts'
import { contractsConsents, contractsWithdrawals } from '../tables.ts'

const inputSchema = z.strictObject({
  consentId: idText,
  /** In words, where some were said. Never personal data. */
  reason: reasonText.optional(),
})

export interface WithdrawConsent extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, WithdrawConsent> = inputSchema

export const withdrawConsent = operation({
  name: 'contracts.withdraw',
  summary: 'Withdraws a consent beside a contract from now on; what was done before it stays allowed.',
  kind: 'command',
  input,
  output: consentSchema,
  errors: [
    ConsentUnknown,
    ConsentNotWithdrawable,
    ConsentWithdrawn,
    ContractUnknown,
    OrderUnknown,
    ContractBranchDiffers,
  ],
  async run(context, { consentId, reason = null }): Promise<Consent> {
    const { store } = context
    const row = await store.get(contractsConsents, consentId)
    if (row === undefined) throw ConsentUnknown.create({ consentId })
    const { contract, order } = await holdContract(context, row.contractId)
    if (row.consent === contractConsent) throw ConsentNotWithdrawable.create({ number: contract.number })
    const [whole] = await withSigners(context, [row])
    if (whole?.withdrawal !== undefined) {
      throw ConsentWithdrawn.create({ consentId, at: whole.withdrawal.withdrawnAt })
    }
    const { branch, contractId, orderId, consent } = row
    const withdrawal = recordFact(context, contractsWithdrawals, {
      ...{ consentId, branch, contractId, orderId, consent, reason },
      withdrawnAt: context.now,
      businessDate: context.businessDate,
      actor: context.actor,
    })
    const { customerId } = order
    context.emit(consentWithdrawn, { contractId, orderId, customerId, consentId, consent })
    return presentConsent({ row, signer: whole?.signer, withdrawal })
  },
})
