import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type Account, accountSchema, accountTypeSchema, presentOwnAccount } from '../account.ts'
import { chartAccount, isAccountCode, isAccountGroup } from '../chart-of-accounts.ts'
import { AccountCodeInvalid, AccountFixed } from '../errors.ts'
import { recordFact } from '../sealed-fact.ts'
import { ledgerAccounts } from '../tables.ts'

const schema = z.strictObject({
  /** ASCII, such as `Income:Printing`; the names may be in any language. */
  code: z.string().min(1).max(64),
  name: z.string().min(1).max(100),
  nameZh: z.string().min(1).max(100).optional(),
  type: accountTypeSchema,
  contra: z.boolean().default(false),
  /** False closes an account of the studio's own: it takes no more postings. */
  active: z.boolean().default(true),
})

export interface OpenAccount extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, OpenAccount> = schema

const errors = [AccountCodeInvalid, AccountFixed] as const

/** Opens an account, or renames one that stands. Its type never changes: entries have been read by it. */
export const openAccount: Operation<'command', OpenAccount, Account, (typeof errors)[number]> = operation({
  name: 'ledger.openAccount',
  summary: "Adds an account to the studio's chart, or renames or closes one.",
  kind: 'command',
  input,
  output: accountSchema,
  errors,
  async run(context, given) {
    const { store, locale } = context
    const { code, name, nameZh = null, type, contra, active } = given
    if (!isAccountCode(code)) {
      throw AccountCodeInvalid.create({
        code,
        rule: 'must be parts of letters and digits joined by colons, the first with a capital',
      })
    }
    if (isAccountGroup(code))
      throw AccountCodeInvalid.create({ code, rule: `must name an account of the group ${code}` })
    const chart = chartAccount(code)
    const stands = await store.getForUpdate(ledgerAccounts, code)
    const fixed = stands ?? chart
    if (fixed !== undefined && (fixed.type !== type || (fixed.contra ?? false) !== contra)) {
      const rule = `is of type ${fixed.type}${fixed.contra === true ? ' (contra)' : ''} and stays so`
      throw AccountFixed.create({ account: code, rule })
    }
    // Posting to the default chart reads no row, so nothing could refuse it.
    if (chart !== undefined && !active)
      throw AccountFixed.create({ account: code, rule: 'is of the default chart and stays open' })
    const row =
      stands === undefined
        ? recordFact(context, ledgerAccounts, { code, name, nameZh, type, contra, active })
        : await store.update(ledgerAccounts, stands, { name, nameZh, active })
    return presentOwnAccount(row, locale)
  },
})
