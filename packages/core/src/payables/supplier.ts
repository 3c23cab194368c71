/** Suppliers, for callers and for the rest of the room. */
import { z } from 'zod'
import { foldText, readName } from '../customers/index.ts'
import type { QueryContext } from '../engine/context.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { SupplierInactive, SupplierUnknown } from './errors.ts'
import { payablesSuppliers, type SupplierRow } from './tables.ts'

const schema = z.object({
  id: z.string(),
  name: z.string(),
  contact: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  address: z.string().nullable(),
  taxNumber: z.string().nullable(),
  /** Days after the date of a bill until it is due. */
  termsDays: z.int(),
  bankName: z.string().nullable(),
  /** All but its last four characters are masked, unless the actor has the permission payables.seeBankAccounts. */
  bankAccount: z.string().nullable(),
  notes: z.string().nullable(),
  active: z.boolean(),
})

export interface Supplier extends z.output<typeof schema> {}

export const supplierSchema: z.ZodType<Supplier> = schema

/** The last four characters; nothing where there are no more than four. */
export const maskedAccount = (account: string): string => `****${account.length > 4 ? account.slice(-4) : ''}`

export function presentSupplier(context: Pick<QueryContext, 'may'>, row: SupplierRow): Supplier {
  const { bankAccount } = row
  const shown =
    bankAccount === null || context.may('payables.seeBankAccounts') ? bankAccount : maskedAccount(bankAccount)
  const { id, name, contact, phone, email, address, taxNumber, termsDays, bankName, notes, active } = row
  return {
    id,
    name,
    contact,
    phone,
    email,
    address,
    taxNumber,
    termsDays,
    bankName,
    bankAccount: shown,
    notes,
    active,
  }
}

/** What a supplier is found and sorted by. */
export async function soundOf(name: string): Promise<{ readonly pinyin: string; readonly initials: string }> {
  const { pinyin } = await readName(name)
  const syllables = pinyin.split(' ')
  return { pinyin: foldText(pinyin), initials: syllables.map((syllable) => syllable.slice(0, 1)).join('') }
}

const details = {
  contact: z.string().min(1).max(100),
  phone: z.string().min(1).max(40),
  email: z.string().min(3).max(254),
  address: z.string().min(1).max(300),
  taxNumber: z.string().min(1).max(40),
  bankName: z.string().min(1).max(100),
  bankAccount: z.string().min(1).max(64),
  notes: z.string().min(1).max(1000),
}

/** Members of a supplier that may be left out, or given as null to clear them. */
export const supplierDetails = {
  contact: details.contact.nullable().optional(),
  phone: details.phone.nullable().optional(),
  email: details.email.nullable().optional(),
  address: details.address.nullable().optional(),
  taxNumber: details.taxNumber.nullable().optional(),
  bankName: details.bankName.nullable().optional(),
  bankAccount: details.bankAccount.nullable().optional(),
  notes: details.notes.nullable().optional(),
}

export const supplierName = z.string().trim().min(1).max(200)
export const termsDays = z.int().min(0).max(365)

/** One statement. @throws SUPPLIER_UNKNOWN */
export async function requireSupplier(store: ScopedReads, supplierId: string): Promise<SupplierRow> {
  const row = await store.get(payablesSuppliers, supplierId)
  if (row === undefined) throw SupplierUnknown.create({ supplierId })
  return row
}

/** @throws SUPPLIER_UNKNOWN, SUPPLIER_INACTIVE */
export async function requireActiveSupplier(store: ScopedReads, supplierId: string): Promise<SupplierRow> {
  const row = await requireSupplier(store, supplierId)
  if (!row.active) throw SupplierInactive.create({ supplierId, name: row.name })
  return row
}
