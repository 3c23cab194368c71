/** Payment methods: a registry that any plugin adds to. */
import { defineRegistry, type Registry } from '../engine/registry.ts'
import { accounts, tillAccount } from './chart-of-accounts.ts'
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
  /** Paid by vouchers with a code each, which is used once. */
  readonly coded?: boolean
}

/** The method of a leg that given value pays; made by the ledger, named by nobody. */
export const givenValueMethod = 'givenValue'

export const paymentMethods: Registry<PaymentMethod> = defineRegistry<PaymentMethod>(
  'ledger.paymentMethods',
  (method) => method.code,
)

function clearing(code: string, account: string, en: string, zh: string, refundable = true): PaymentMethod {
  return { code, names: { en, zh }, account: () => `Clearing:${account}`, cash: false, refundable }
}

/** Vouchers that a platform sold: what they are worth is owed by the platform, which also refunds them. */
function platform(code: string, account: string, en: string, zh: string): PaymentMethod {
  return { ...clearing(code, account, en, zh, false), coded: true }
}

/**
 * The methods of the house. Money on its way (card, wallets, transfers, vouchers of a platform) stands in clearing until it
 * arrives at the bank; vouchers of a platform stand with that platform until it pays out.
 */
export const houseMethods: readonly PaymentMethod[] = [
  { code: 'cash', names: { en: 'Cash', zh: '现金' }, account: tillAccount, cash: true, refundable: true },
  clearing('card', 'Card', 'Card', '刷卡'),
  clearing('wechat', 'WeChat', 'WeChat Pay', '微信支付'),
  clearing('alipay', 'Alipay', 'Alipay', '支付宝'),
  clearing('transfer', 'Transfer', 'Bank transfer', '转账'),
  clearing('voucher', 'Voucher', 'Voucher', '代金券', false),
  platform('meituan', 'Meituan', 'Meituan voucher', '美团券'),
  platform('douyin', 'Douyin', 'Douyin voucher', '抖音券'),
  {
    code: 'storedValue',
    names: { en: 'Stored value', zh: '会员储值' },
    account: () => accounts.storedValue,
    cash: false,
    refundable: true,
  },
  {
    code: givenValueMethod,
    names: { en: 'Stored value given', zh: '储值赠送' },
    account: () => accounts.storedValueGiven,
    cash: false,
    refundable: true,
  },
]

/** @throws PAYMENT_METHOD_UNKNOWN naming those that a call may name */
export function paymentMethod(methods: readonly PaymentMethod[], code: string): PaymentMethod {
  const found = methods.find((method) => method.code === code)
  if (found !== undefined) return found
  // Given value is a method of receipts; nobody may name it in a call.
  const known = methods.map((one) => one.code).filter((one) => one !== givenValueMethod)
  throw PaymentMethodUnknown.create({ method: code, known })
}
