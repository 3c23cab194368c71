/** The words on the papers of a till. */
import type { ReceiptLanguage } from './document.ts'

interface TillWording {
  readonly shiftOpen: string
  readonly shiftClosed: string
  readonly day: string
  readonly payOut: string
  readonly opened: string
  readonly closed: string
  readonly countedBy: string
  readonly handedTo: string
  readonly drawer: string
  readonly float: string
  readonly expected: string
  readonly counted: string
  readonly difference: string
  readonly toSafe: string
  readonly left: string
  readonly pieces: string
  readonly others: string
  readonly money: string
  readonly in: string
  readonly out: string
  readonly net: string
  readonly income: string
  readonly receipts: string
  readonly unreviewed: string
  readonly shifts: string
  readonly revision: string
  readonly closedBy: string
  readonly dayClosed: string
  readonly booked: string
  readonly confirmed: string
  readonly differences: string
  readonly paidFor: string
  readonly paidOut: string
  readonly receivedBy: string
  readonly cashier: string
  readonly manager: string
}

export const tillWordings: Readonly<Record<ReceiptLanguage, TillWording>> = {
  en: {
    shiftOpen: 'SHIFT REPORT X',
    shiftClosed: 'SHIFT REPORT Z',
    day: 'DAY CLOSE Z',
    payOut: 'PAYMENT VOUCHER',
    opened: 'Opened',
    closed: 'Closed',
    countedBy: 'Counted by',
    handedTo: 'Handed to',
    drawer: 'Drawer',
    float: 'Float',
    expected: 'Expected',
    counted: 'Counted',
    difference: 'Difference',
    toSafe: 'To the safe',
    left: 'Left in the drawer',
    pieces: 'Notes and coins',
    others: 'Other methods',
    money: 'Money by method',
    in: 'In',
    out: 'Out',
    net: 'Net',
    income: 'Income by category',
    receipts: 'Receipts',
    unreviewed: 'Not reviewed',
    shifts: 'Shifts',
    revision: 'Close no.',
    closedBy: 'Closed by',
    dayClosed: 'Closed',
    booked: 'by the books',
    confirmed: 'Counted',
    differences: 'All differences',
    paidFor: 'Paid for',
    paidOut: 'Paid out',
    receivedBy: 'Received by',
    cashier: 'Cashier',
    manager: 'Manager',
  },
  zh: {
    shiftOpen: '班次报表 X',
    shiftClosed: '交班单 Z',
    day: '日结单 Z',
    payOut: '付款凭单',
    opened: '开班时间',
    closed: '交班时间',
    countedBy: '清点人',
    handedTo: '接班人',
    drawer: '钱箱',
    float: '备用金',
    expected: '应有现金',
    counted: '实点现金',
    difference: '差额',
    toSafe: '缴存保险柜',
    left: '留存钱箱',
    pieces: '面额明细',
    others: '其他支付方式',
    money: '各支付方式收支',
    in: '收入',
    out: '支出',
    net: '净额',
    income: '各类别收入',
    receipts: '单据',
    unreviewed: '待复核单据',
    shifts: '班次',
    revision: '日结次数',
    closedBy: '日结人',
    dayClosed: '日结时间',
    booked: '账面',
    confirmed: '核对',
    differences: '差额合计',
    paidFor: '用途科目',
    paidOut: '付款金额',
    receivedBy: '收款人',
    cashier: '收银员',
    manager: '店长',
  },
}
