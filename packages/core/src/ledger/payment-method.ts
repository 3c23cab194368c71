/** Payment methods: a registry that any plugin adds to. */
import { defineRegistry, type Registry } from '../engine/registry.ts'
import { tillAccount } from './chart-of-accounts.ts'
import { PaymentMethodUnknown } from './errors.ts'

export interface PaymentMethod {
  /** camelCase, at most 20 characters; what a leg of a payment names. */
  readonly code: string
  readonly names: { readonly en: string; readonly zh: string }
  /** Where the money stands once it was taken; `till` is the till at which it was. */
  account(till: string): string
  /** Lies in the till: more may be tendered than is paid, and change is given. */
  readonly cash: boolean
  /** Whether money can go back the same way. */
  readonly refundable: boolean
}

export const paymentMethods: Registry<PaymentMethod> = defineRegistry<PaymentMethod>(
  'ledger.paymentMethods',
  (method) => method.code,
)

function clearing(code: string, account: string, en: string, zh: string, refundable = true): PaymentMethod {
  return { code, names: { en, zh }, account: () => `Clearing:${account}`, cash: false, refundable }
}

/**
 * The methods of the house. Money on its way (card, wallets, transfers, vouchers of a platform) stands in clearing until it
 * arrives at the bank. Stored value is not among them: the room that keeps the members' balances adds it.
 */
export const houseMethods: readonly PaymentMethod[] = [
  { code: 'cash', names: { en: 'Cash', zh: '现金' }, account: tillAccount, cash: true, refundable: true },
  clearing('card', 'Card', 'Card', '刷卡'),
  clearing('wechat', 'WeChat', 'WeChat Pay', '微信支付'),
  clearing('alipay', 'Alipay', 'Alipay', '支付宝'),
  clearing('transfer', 'Transfer', 'Bank transfer', '转账'),
  clearing('voucher', 'Voucher', 'Voucher', '代金券', false),
]

/** @throws PAYMENT_METHOD_UNKNOWN naming the known ones */
export function paymentMethod(methods: readonly PaymentMethod[], code: string): PaymentMethod {
  const found = methods.find((method) => method.code === code)
  if (found === undefined) throw PaymentMethodUnknown.create({ method: code, known: methods.map((one) => one.code) })
  return found
}
