/** Accounts of the chart, for callers. */
import { z } from 'zod'
import type { RowOf } from '../storage/table.ts'
import { type AccountType, type ChartAccount, chartAccount } from './chart-of-accounts.ts'
import type { ledgerAccounts } from './tables.ts'

export const accountTypeSchema: z.ZodType<AccountType, AccountType> = z.enum([
  'asset',
  'liability',
  'equity',
  'income',
  'expense',
])

const schema = z.object({
  code: z.string(),
  /** In the language of the session. */
  name: z.string(),
  type: accountTypeSchema,
  /** Stands on the other side of its type. */
  contra: z.boolean(),
  /** Takes no manual entries: its balance is the sum of something kept elsewhere. */
  control: z.boolean(),
  /** Set on a group such as Bank: accounts are `Bank:<account>`, and the group itself takes no postings. */
  parameter: z.string().nullable(),
  active: z.boolean(),
})

export interface Account extends z.output<typeof schema> {}

export const accountSchema: z.ZodType<Account> = schema

const inChinese = (locale: string): boolean => locale.toLowerCase().startsWith('zh')

export const presentChartAccount = (account: ChartAccount, locale: string): Account => ({
  code: account.code,
  name: inChinese(locale) ? account.nameZh : account.name,
  type: account.type,
  contra: account.contra ?? false,
  control: account.control ?? false,
  parameter: account.parameter ?? null,
  active: true,
})

export const presentOwnAccount = (row: RowOf<typeof ledgerAccounts>, locale: string): Account => ({
  code: row.code,
  name: inChinese(locale) ? (row.nameZh ?? row.name) : row.name,
  type: row.type as AccountType,
  contra: row.contra,
  control: chartAccount(row.code)?.control ?? false,
  parameter: null,
  active: row.active,
})
