/** The words of contracts beside those of templates. Pure. */
import type { ContractEntitlement, NamedInBoth } from './contract-lines.ts'
import type { Language } from './template.ts'

/** Something in both languages. */
export interface Said {
  readonly zh: string
  readonly en: string
}

const said = (zh: string, en: string): Said => ({ zh, en })

const entitlementWords: Readonly<Record<ContractEntitlement['entitlement'], Said>> = {
  shoots: said('拍摄次数', 'Shoots'),
  outfits: said('服装', 'Outfits'),
  scenes: said('场景', 'Scenes'),
  looks: said('造型', 'Make-up looks'),
  imagesRetouched: said('精修照片', 'Images retouched'),
  originals: said('底片（未精修原片）', 'Originals, unretouched'),
  spreads: said('相册页（P）', 'Album spreads'),
  products: said('产品', 'Products'),
  others: said('其他', 'Others'),
  named: said('约定', 'Promised'),
}

const purposeWords: Readonly<Record<string, Said>> = {
  earnest: said('定金', 'Earnest money'),
  advance: said('预付款', 'Advance'),
  balance: said('尾款', 'Balance'),
  bond: said('押金', 'Bond'),
}

const paymentKindWords: Readonly<Record<string, Said>> = {
  receipt: said('收款', 'Payment'),
  refund: said('退款', 'Refund'),
  void: said('作废收据', 'Receipt voided'),
  bondReturn: said('退还押金', 'Bond returned'),
}

export const roleWords: Readonly<Record<string, Said>> = {
  customer: said('客户', 'Customer'),
  guardian: said('监护人', 'Guardian'),
  partner: said('伴侣', 'Partner'),
  representative: said('代理人', 'Representative'),
  studio: said('影楼', 'Studio'),
}

export const methodWords: Readonly<Record<string, Said>> = {
  paper: said('纸面签名', 'on paper'),
  onScreen: said('屏幕签名', 'on screen'),
  code: said('验证码', 'by one-time code'),
}

/** The labels of papers. */
export const labels = {
  amendment: said('补充协议', 'Amendment'),
  number: said('合同编号', 'Contract'),
  order: said('订单', 'Order'),
  date: said('签订日期', 'Drawn on'),
  amends: said('变更并取代合同', 'Amends and takes the place of contract'),
  line: said('序号', 'No.'),
  item: said('项目', 'Item'),
  quantity: said('数量', 'Quantity'),
  unitPrice: said('单价', 'Unit price'),
  discount: said('优惠', 'Discount'),
  amount: said('金额', 'Amount'),
  total: said('合计', 'Total'),
  entitlement: said('内容', 'Included'),
  step: said('价格构成', 'How it is made up'),
  receipt: said('收据', 'Receipt'),
  kind: said('款项', 'Kind'),
  paidOn: said('日期', 'Date'),
  dueDate: said('应付日期', 'Due'),
  dueOnDelivery: said('取件前', 'Before collection'),
  change: said('变更', 'Change'),
  nothing: said('无', 'None'),
  unset: said('未约定', 'not agreed'),
  erased: said('（已删除）', '(erased)'),
  source: said('依据', 'Source'),
  signatures: said('签署', 'Signatures'),
  customerSide: said('甲方（客户）', 'Customer'),
  studioSide: said('乙方（影楼）', 'Studio'),
  signHere: said(
    '签名：____________________  日期：____________',
    'Signature: ____________________  Date: ____________',
  ),
  withdrawn: said('已撤回', 'withdrawn'),
  void: said('本合同已作废', 'This contract is void'),
  superseded: said('本合同已被后续合同取代', 'A later contract took the place of this one'),
  outdated: said('订单在本合同之后有变更', 'The order was changed since this was drawn'),
  translation: said('译文，以英文本为准。', 'Translation; the Chinese text is binding.'),
  hash: said('内容校验（SHA-256）', 'Hash of the content (SHA-256)'),
  listSeparator: said('、', ', '),
} as const

/** A name of the studio's own in a language; the only one that there is where it has none in that. */
export const ownName = ({ zh, en }: NamedInBoth, language: Language): string => (language === 'en' ? (en ?? zh) : zh)

/** What a package includes, in words: `精修照片 40`, `产品 12 寸相册（皮面）× 1`. */
export function entitlementText(
  { entitlement, code, variant, quantity, name }: ContractEntitlement,
  language: Language,
  productNames: Readonly<Record<string, NamedInBoth>>,
): string {
  const word = entitlementWords[entitlement][language]
  const known = name ?? (code === null ? null : (productNames[code] ?? null))
  const own = known === null ? code : ownName(known, language)
  const of = own === null ? word : `${word} ${own}${variant === null ? '' : ` (${variant})`}`
  if (entitlement === 'named') return of
  const many = quantity === 'all' ? { zh: '全部', en: 'all' }[language] : String(quantity)
  return `${of} × ${many}`
}

export function paymentText(
  { kind, purpose }: { readonly kind: string; readonly purpose: string | null },
  language: Language,
): string {
  const word = paymentKindWords[kind]?.[language] ?? kind
  if (purpose === null || kind === 'bondReturn') return word
  const of = purposeWords[purpose]?.[language] ?? purpose
  return language === 'zh' ? `${word}（${of}）` : `${word} (${of})`
}
