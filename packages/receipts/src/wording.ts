/** The words of a receipt in each language. */
import type { ReceiptDocument, ReceiptLanguage } from './document.ts'

interface Wording {
  readonly titles: Readonly<Record<ReceiptDocument['kind'], string>>
  readonly copy: (copy: number) => string
  readonly voided: string
  readonly approver: string
  readonly voucher: string
  readonly kept: string
  readonly storedValue: string
  readonly bonus: string
  readonly taxId: string
  readonly phone: string
  readonly number: string
  readonly date: string
  readonly time: string
  readonly cashier: string
  readonly till: string
  readonly order: string
  readonly customer: string
  readonly purpose: string
  readonly purposes: Readonly<Record<string, string>>
  readonly corrects: string
  readonly reason: string
  readonly note: string
  readonly discount: string
  readonly gross: string
  readonly discounts: string
  readonly total: string
  readonly tax: (rate: string) => string
  readonly paid: Readonly<Record<ReceiptDocument['kind'], string>>
  readonly tendered: string
  readonly change: string
  readonly worth: string
  readonly rate: string
  readonly rateSource: string
  readonly totalPaid: string
  readonly balanceDue: string
  readonly headHash: string
  readonly methods: Readonly<Record<string, string>>
}

export const wordings: Readonly<Record<ReceiptLanguage, Wording>> = {
  en: {
    titles: {
      receipt: 'RECEIPT',
      refund: 'REFUND',
      void: 'VOID',
      bondReturn: 'RETURN OF BOND',
      cancellation: 'CANCELLATION',
    },
    copy: (copy) => `COPY ${copy}`,
    voided: 'VOIDED',
    approver: 'Approved by',
    voucher: 'Voucher code',
    kept: 'Kept for damage',
    storedValue: 'Stored value',
    bonus: 'Bonus',
    taxId: 'Tax ID',
    phone: 'Tel.',
    number: 'No.',
    date: 'Business day',
    time: 'Time',
    cashier: 'Cashier',
    till: 'Till',
    order: 'Order',
    customer: 'Customer',
    purpose: 'For',
    purposes: { earnest: 'Earnest money', advance: 'Advance', balance: 'Balance', bond: 'Bond', topUp: 'Top-up' },
    corrects: 'Refund of',
    reason: 'Reason',
    note: 'Note',
    discount: 'Discount',
    gross: 'Subtotal',
    discounts: 'Discounts',
    total: 'Total',
    tax: (rate) => `of which tax ${rate}%`,
    paid: {
      receipt: 'Received',
      refund: 'Given back',
      void: 'Given back',
      bondReturn: 'Given back',
      cancellation: 'Given back',
    },
    tendered: 'Tendered',
    change: 'Change',
    worth: 'Worth',
    rate: 'Rate of',
    rateSource: 'Source',
    totalPaid: 'Paid in all',
    balanceDue: 'Balance due',
    headHash: 'Ledger head',
    methods: {
      cash: 'Cash',
      card: 'Card',
      wechat: 'WeChat Pay',
      alipay: 'Alipay',
      transfer: 'Bank transfer',
      voucher: 'Voucher',
    },
  },
  zh: {
    titles: {
      receipt: '收款收据',
      refund: '退款单',
      void: '作废单',
      bondReturn: '押金退还单',
      cancellation: '取消退款单',
    },
    copy: (copy) => `副本/COPY ${copy}`,
    voided: '已作废/VOIDED',
    approver: '审批人',
    voucher: '券码',
    kept: '损坏扣款',
    storedValue: '储值余额',
    bonus: '本次赠送',
    taxId: '税号',
    phone: '电话',
    number: '单号',
    date: '营业日',
    time: '时间',
    cashier: '收银员',
    till: '收银台',
    order: '订单',
    customer: '顾客',
    purpose: '款项',
    purposes: { earnest: '定金', advance: '订金', balance: '尾款', bond: '押金', topUp: '储值' },
    corrects: '原收据',
    reason: '原因',
    note: '备注',
    discount: '优惠',
    gross: '小计',
    discounts: '优惠合计',
    total: '应付合计',
    tax: (rate) => `其中税额 ${rate}%`,
    paid: {
      receipt: '本次实收',
      refund: '本次退款',
      void: '本次退款',
      bondReturn: '本次退还',
      cancellation: '本次退款',
    },
    tendered: '收到',
    change: '找零',
    worth: '折合',
    rate: '汇率',
    rateSource: '来源',
    totalPaid: '累计已付',
    balanceDue: '待付余额',
    headHash: '账簿校验',
    methods: {
      cash: '现金',
      card: '刷卡',
      wechat: '微信支付',
      alipay: '支付宝',
      transfer: '转账',
      voucher: '代金券',
      storedValue: '会员储值',
      givenValue: '储值赠送',
    },
  },
}
