/** What buying refuses. */
import { defineError } from '../values/calotype-error.ts'

export const SupplierItemUnknown = defineError<{ supplierItemId: string }>({
  code: 'SUPPLIER_ITEM_UNKNOWN',
  status: 404,
  summary: 'Nothing that a supplier sells has this id.',
  message: ({ supplierItemId }) => `No supplier sells anything under the id "${supplierItemId}".`,
  mend: 'Take the id from procurement.supplierItems.',
})

export const SupplierItemInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'SUPPLIER_ITEM_INVALID',
  status: 422,
  summary: 'What a supplier sells does not fit together.',
  message: ({ field, rule, value }) => `${field} must ${rule}, but is ${value}.`,
  mend: 'Mend the named field and call again: nothing was written.',
})

export const SupplierItemOverlaps = defineError<{ supplierItemId: string; validFrom: string; validUntil: string }>({
  code: 'SUPPLIER_ITEM_OVERLAPS',
  status: 409,
  summary: 'The supplier sells the item at another price on some of these days.',
  message: ({ supplierItemId, validFrom, validUntil }) =>
    `The supplier sells it as "${supplierItemId}" says, from ${validFrom} until ${validUntil}.`,
  mend: 'End that one the day before, with procurement.changeSupplierItem and validUntil.',
})

export const PurchaseOrderUnknown = defineError<{ orderId: string; branch: string }>({
  code: 'PURCHASE_ORDER_UNKNOWN',
  status: 404,
  summary: 'The branch has no purchase order of this id.',
  message: ({ orderId, branch }) => `Branch "${branch}" has no purchase order "${orderId}".`,
  mend: 'Take the id from procurement.orders, and act in the branch that drafted it.',
})

export const PurchaseOrderNotFitting = defineError<{ orderId: string; status: string; allowed: string }>({
  code: 'PURCHASE_ORDER_NOT_FITTING',
  status: 409,
  summary: 'The purchase order is at a stage at which this is not done with it.',
  message: ({ orderId, status, allowed }) => `Purchase order "${orderId}" is ${status}, and must be ${allowed}.`,
  mend: 'See procurement.order for what happened to it. A draft is submitted (procurement.submitOrder), approved above the limit (approveOrder), and sent (sendOrder) before goods come. What is received is not cancelled: return goods, and close the order.',
})

export const PurchaseOrderInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'PURCHASE_ORDER_INVALID',
  status: 422,
  summary: 'A purchase order or a change of one does not fit together.',
  message: ({ field, rule, value }) => `${field} must ${rule}, but is ${value}.`,
  mend: 'Mend the named field and call again: nothing was written.',
})

export const PurchasePriceMissing = defineError<{ item: string; supplierId: string }>({
  code: 'PURCHASE_PRICE_MISSING',
  status: 422,
  summary: 'Nobody said what an item costs, and the supplier has no price for it.',
  message: ({ item, supplierId }) => `Supplier "${supplierId}" has no price for "${item}", and none is given.`,
  mend: 'Give the price with the line, or add it with procurement.addSupplierItem.',
})

export const PurchaseOrderNotToApprove = defineError<{ orderId: string; rule: string }>({
  code: 'PURCHASE_ORDER_NOT_TO_APPROVE',
  status: 409,
  summary: 'The purchase order cannot be approved or sent back by this person.',
  message: ({ orderId, rule }) => `Purchase order "${orderId}" ${rule}.`,
  mend: 'It is approved by somebody who neither drafted nor changed nor submitted it.',
})

export const PurchaseOrderAboveApproval = defineError<{ orderId: string; total: string; approved: string }>({
  code: 'PURCHASE_ORDER_ABOVE_APPROVAL',
  status: 409,
  summary: 'An order of which goods were received would come to more than was approved.',
  message: ({ orderId, total, approved }) =>
    `Purchase order "${orderId}" would come to ${total}, but ${approved} was approved, and goods of it were received.`,
  mend: 'Order the rest with an order of its own.',
})

export const ReceiptInvalid = defineError<{ line: number; rule: string; value: string }>({
  code: 'RECEIPT_INVALID',
  status: 422,
  summary: 'A line of a delivery does not fit its order or its item.',
  message: ({ line, rule, value }) => `Line ${line} must ${rule}, but is ${value}.`,
  mend: 'Mend the line and call again: nothing was written.',
})

export const ReceiptBeyondOrder = defineError<{
  orderId: string
  line: number
  accepted: number
  received: number
  most: number
}>({
  code: 'RECEIPT_BEYOND_ORDER',
  status: 409,
  summary: 'More came than was ordered, beyond the tolerance for it.',
  message: ({ orderId, line, accepted, received, most }) =>
    `Of line ${line} of purchase order "${orderId}" ${accepted} would come to the ${received} received, but at most ${most} are taken.`,
  mend: 'Reject the rest, receive it without an order, or raise the setting overDeliveryPercent.',
})

export const DeliveryUnknown = defineError<{ receiptId: string; branch: string }>({
  code: 'DELIVERY_UNKNOWN',
  status: 404,
  summary: 'The branch has no delivery of this id.',
  message: ({ receiptId, branch }) => `Branch "${branch}" has no delivery "${receiptId}".`,
  mend: 'Take the id from procurement.receipts.',
})

export const UnbilledUnknown = defineError<{ openId: string; branch: string }>({
  code: 'UNBILLED_UNKNOWN',
  status: 404,
  summary: 'The branch has no received goods, charge or claim of this id.',
  message: ({ openId, branch }) => `Branch "${branch}" has no received goods, charge or claim "${openId}".`,
  mend: 'Take the id from procurement.openItems or procurement.receipt.',
})

export const UnbilledNotFitting = defineError<{ openId: string; rule: string; value: string }>({
  code: 'UNBILLED_NOT_FITTING',
  status: 422,
  summary: 'Received goods, a charge or a claim were named for something that they are not for.',
  message: ({ openId, rule, value }) => `"${openId}" must ${rule}, but is ${value}.`,
  mend: 'Bill goods and charges, credit claims, return goods; all of one supplier at a time, each once.',
})

export const UnbilledExceeded = defineError<{ openId: string; quantity: number; open: number }>({
  code: 'UNBILLED_EXCEEDED',
  status: 409,
  summary: 'More was to be billed, credited, replaced or returned than there is.',
  message: ({ openId, quantity, open }) => `${quantity} of "${openId}" were named, but ${open} are there.`,
  mend: 'Name at most that many; units that a bill names and that never came go into overbilled.',
})

export const LabJobUnknown = defineError<{ jobId: string; branch: string }>({
  code: 'LAB_JOB_UNKNOWN',
  status: 404,
  summary: 'The branch has no job of this id at a lab.',
  message: ({ jobId, branch }) => `Branch "${branch}" has no job "${jobId}" at a lab.`,
  mend: 'Take the id from procurement.labJobs.',
})

export const LabJobNotFitting = defineError<{ jobId: string; rule: string; value: string }>({
  code: 'LAB_JOB_NOT_FITTING',
  status: 409,
  summary: 'A job at a lab is at a stage at which this is not done with it.',
  message: ({ jobId, rule, value }) => `Job "${jobId}" must ${rule}, but is ${value}.`,
  mend: 'See procurement.labJob for what happened to it.',
})
