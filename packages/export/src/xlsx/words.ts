/** What sheets and columns are called. */
import type { AccountType } from '@calotype/core'

/** The languages of headings; the names of accounts come in that of the session. */
export type SheetLanguage = 'en' | 'zh'

/** The sheets that a workbook of the books can have. */
export type BooksSheet = 'journal' | 'trialBalance' | 'generalLedger' | 'receipts'

interface Words {
  readonly titles: Readonly<Record<BooksSheet, string>>
  readonly total: string
  readonly yes: string
  readonly opening: string
  readonly types: Readonly<Record<AccountType, string>>
  /** Which side a balance stands on. */
  readonly sides: Readonly<Record<'debit' | 'credit' | 'even', string>>
  /** Kinds of entries that the rooms of the core post; others are shown by their code. */
  readonly kinds: Readonly<Record<string, string>>
  readonly headings: Readonly<Record<Heading, string>>
}

type Heading =
  | 'account'
  | 'accountName'
  | 'accountType'
  | 'actor'
  | 'balance'
  | 'branch'
  | 'cash'
  | 'cashier'
  | 'category'
  | 'change'
  | 'closingCredit'
  | 'closingDebit'
  | 'corrects'
  | 'credit'
  | 'currency'
  | 'customer'
  | 'date'
  | 'debit'
  | 'entry'
  | 'entryId'
  | 'kind'
  | 'line'
  | 'memo'
  | 'method'
  | 'methods'
  | 'note'
  | 'number'
  | 'openingCredit'
  | 'openingDebit'
  | 'order'
  | 'paidOut'
  | 'periodCredit'
  | 'periodDebit'
  | 'purpose'
  | 'reason'
  | 'received'
  | 'recordedAt'
  | 'shift'
  | 'shootType'
  | 'side'
  | 'staff'
  | 'till'
  | 'time'

/** The Chinese ones are those of 序时账, 科目余额表 and 明细账, as tax offices and accountants read them. */
export const sheetWords: Readonly<Record<SheetLanguage, Words>> = {
  en: {
    titles: {
      journal: 'Journal',
      trialBalance: 'Trial balance',
      generalLedger: 'General ledger',
      receipts: 'Receipts',
    },
    total: 'Total',
    yes: 'yes',
    opening: 'Opening balance',
    types: { asset: 'Asset', liability: 'Liability', equity: 'Equity', income: 'Income', expense: 'Expense' },
    sides: { debit: 'Debit', credit: 'Credit', even: '–' },
    kinds: {},
    headings: {
      account: 'Account',
      accountName: 'Account name',
      accountType: 'Type',
      actor: 'Posted by',
      balance: 'Balance',
      branch: 'Branch',
      cash: 'Moves money',
      cashier: 'Cashier',
      category: 'Category',
      change: 'Change',
      closingCredit: 'Closing credit',
      closingDebit: 'Closing debit',
      corrects: 'Corrects',
      credit: 'Credit',
      currency: 'Currency',
      customer: 'Customer',
      date: 'Date',
      debit: 'Debit',
      entry: 'Entry',
      entryId: 'Entry ID',
      kind: 'Kind',
      line: 'Line',
      memo: 'Description',
      method: 'Method',
      methods: 'Methods',
      note: 'Note',
      number: 'Number',
      openingCredit: 'Opening credit',
      openingDebit: 'Opening debit',
      order: 'Order',
      paidOut: 'Given back',
      periodCredit: 'Credit',
      periodDebit: 'Debit',
      purpose: 'For',
      reason: 'Reason',
      received: 'Received',
      recordedAt: 'Recorded',
      shift: 'Shift',
      shootType: 'Shoot type',
      side: 'Side',
      staff: 'Staff',
      till: 'Till',
      time: 'Time',
    },
  },
  zh: {
    titles: { journal: '序时账', trialBalance: '科目余额表', generalLedger: '明细账', receipts: '收据明细' },
    total: '合计',
    yes: '是',
    opening: '期初余额',
    types: { asset: '资产', liability: '负债', equity: '所有者权益', income: '收入', expense: '费用' },
    sides: { debit: '借', credit: '贷', even: '平' },
    kinds: {
      receipt: '收款',
      refund: '退款',
      void: '作废',
      bondReturn: '退押金',
      cancellation: '取消',
      recognition: '确认收入',
      reversal: '冲销',
      waiver: '减免',
      manual: '手工凭证',
      writeOff: '坏账核销',
      writeOffReversal: '坏账核销转回',
      debtRecovery: '收回坏账',
      allowance: '计提坏账准备',
      closing: '年末结转',
      exchange: '外币兑换',
      transfer: '资金划转',
      revaluation: '汇率重估',
      tillFloat: '备用金',
      tillPayIn: '钱箱收入',
      tillPayOut: '钱箱支出',
      tillDrop: '缴存保险柜',
      tillDifference: '现金长短款',
      settlement: '渠道结算',
      unapplied: '待核实收款',
      unappliedReturn: '待核实款退回',
      bill: '供应商账单',
      billCredit: '供应商红字账单',
      supplierPayment: '付供应商款',
      supplierAdvance: '预付供应商款',
      supplierAdvanceUsed: '预付款冲抵',
      supplierRefund: '供应商退款',
      supplierWriteOff: '应付款核销',
      expense: '费用',
      staffReimbursement: '员工报销付款',
      prepayment: '预付费用',
      prepaidPart: '待摊费用摊销',
      prepaidEnd: '待摊费用终止',
      accrual: '预提费用',
      accrualReversal: '预提费用冲回',
    },
    headings: {
      account: '科目编码',
      accountName: '科目名称',
      accountType: '科目类别',
      actor: '制单人',
      balance: '余额',
      branch: '门店',
      cash: '涉及资金',
      cashier: '收银员',
      category: '类别',
      change: '找零',
      closingCredit: '期末贷方',
      closingDebit: '期末借方',
      corrects: '更正凭证',
      credit: '贷方金额',
      currency: '币种',
      customer: '顾客',
      date: '日期',
      debit: '借方金额',
      entry: '凭证号',
      entryId: '凭证标识',
      kind: '类型',
      line: '行号',
      memo: '摘要',
      method: '支付方式',
      methods: '支付方式',
      note: '备注',
      number: '单号',
      openingCredit: '期初贷方',
      openingDebit: '期初借方',
      order: '订单',
      paidOut: '退款金额',
      periodCredit: '本期贷方',
      periodDebit: '本期借方',
      purpose: '款项',
      reason: '原因',
      received: '收款金额',
      recordedAt: '记账时间',
      shift: '班次',
      shootType: '拍摄类型',
      side: '方向',
      staff: '员工',
      till: '收银台',
      time: '时间',
    },
  },
}

/** A kind of entry as readers of the language call it, or its code. */
export const kindWord = (kind: string, language: SheetLanguage): string => sheetWords[language].kinds[kind] ?? kind
