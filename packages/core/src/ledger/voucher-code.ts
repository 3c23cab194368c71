/** Codes of vouchers. Pure: no I/O. */

/** Capitals and digits only: blanks, dashes and small letters make no other voucher. */
export const voucherCode = (given: string): string => given.replaceAll(/[\s-]/g, '').toUpperCase()
