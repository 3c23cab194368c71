/** Runs hledger, ledger and beancount over a file, and reads what they make of it. */
import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { Money } from '@calotype/core'
import type { BooksFormat } from '../src/index.ts'
import { readRecords } from './read-csv.ts'

export const formats: readonly BooksFormat[] = ['hledger', 'ledger', 'beancount']

/** A line of an entry as the program read it: an account, a currency, and minor units, a credit below zero. */
export interface ReadLine {
  /** What the program tells entries apart by. */
  readonly entry: string
  readonly date: string
  readonly account: string
  readonly currency: string
  readonly minor: bigint
  /** What the program takes the entry to be about. */
  readonly description: string
}

export interface Reading {
  /** The program's own sums, `account currency` to minor units; accounts that stand at zero may be missing. */
  readonly balances: ReadonlyMap<string, bigint>
  readonly lines: readonly ReadLine[]
}

export type Verdict =
  | { readonly accepted: true; readonly reading: Reading }
  | { readonly accepted: false; readonly says: string }

interface Program {
  readonly commands: readonly string[]
  check(file: string): Promise<Output>
  read(file: string): Promise<Reading>
}

const programs: Record<BooksFormat, Program> = {
  hledger: {
    commands: ['hledger'],
    check: (file) => run('hledger', ['-f', file, 'check', '-s', 'ordereddates']),
    async read(file) {
      const [balances, lines] = await Promise.all([
        text('hledger', ['-f', file, 'balance', '--flat', '--no-total', '--layout=bare', '-O', 'csv']),
        text('hledger', ['-f', file, 'print', '-O', 'csv']),
      ])
      const sums = readRecords(balances).map(({ account = '', balance = '', commodity = '' }) =>
        sum(account, balance, commodity),
      )
      const read = readRecords(lines).map((row) =>
        line(row.txnidx, row.date, row.account, row.amount, row.commodity, row.description),
      )
      return { balances: new Map(sums), lines: read }
    },
  },
  ledger: {
    commands: ['ledger'],
    check: (file) => run('ledger', ['--args-only', '-f', file, '--pedantic', 'bal']),
    async read(file) {
      const pedantic = ['-f', file, '--pedantic', '--args-only']
      const each =
        '%(format_date(date, "%Y-%m-%d"))\t%(code)\t%(account)\t%(quantity(amount))\t%(commodity(amount))\t%(payee)\n'
      const [balances, lines] = await Promise.all([
        text('ledger', [
          ...pedantic,
          'bal',
          '--flat',
          '--no-total',
          '--format',
          '%(account)\t%(strip(display_total))\n',
        ]),
        text('ledger', [...pedantic, 'reg', '--format', each]),
      ])
      const sums: [string, bigint][] = []
      let account = ''
      for (const row of rowsOf(balances)) {
        // An account in several currencies has a row for each, the name on the first alone.
        const [named, total] = row.includes('\t') ? row.split('\t') : [account, row]
        account = named ?? ''
        const [number = '', currency = ''] = (total ?? '').trim().split(' ')
        if (currency !== '') sums.push(sum(account, number, currency))
      }
      const read = rowsOf(lines).map((row) => {
        const [date, code, name, number, currency, payee] = row.split('\t')
        return line(code, date, name, number, currency, payee)
      })
      return { balances: new Map(sums), lines: read }
    },
  },
  beancount: {
    commands: ['bean-check', 'bean-query'],
    check: (file) => run('bean-check', ['--no-cache', file]),
    async read(file) {
      const query = (asked: string) => text('bean-query', ['-f', 'csv', file, asked])
      const [balances, lines] = await Promise.all([
        // As text: a column of numbers is printed with the decimals that most of them have.
        query('select account, currency, str(sum(number)) as total group by account, currency'),
        query('select lineno, date, account, str(number) as number, currency, narration'),
      ])
      const sums = readRecords(balances).map((row) =>
        sum(row.account?.trim() ?? '', plainNumber(row.total), row.currency?.trim() ?? ''),
      )
      const read = readRecords(lines).map((row) =>
        line(row.lineno, row.date, row.account, plainNumber(row.number), row.currency, row.narration),
      )
      return { balances: new Map(sums), lines: read }
    },
  },
}

/** The commands of this program that the machine lacks. */
export async function missingCommands(format: BooksFormat): Promise<string[]> {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = await Promise.all(
    programs[format].commands.map(async (command) => {
      const places = await Promise.allSettled(folders.map((folder) => access(join(folder, command))))
      return places.some(({ status }) => status === 'fulfilled')
    }),
  )
  return programs[format].commands.filter((_, at) => found[at] !== true)
}

/** What the program says of the file. Whatever it writes as an error or a warning is a refusal. */
export async function judge(format: BooksFormat, file: string): Promise<Verdict> {
  const { failed, complaints } = await programs[format].check(file)
  if (failed || complaints.trim() !== '') return { accepted: false, says: complaints }
  return { accepted: true, reading: await programs[format].read(file) }
}

interface Output {
  readonly failed: boolean
  readonly written: string
  readonly complaints: string
}

function run(command: string, given: readonly string[]): Promise<Output> {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', BEANCOUNT_DISABLE_LOAD_CACHE: '1' }
  return new Promise((resolve, reject) => {
    execFile(command, given, { env, maxBuffer: 2 ** 28 }, (error, written, complaints) => {
      // A program that did not start, or was killed, has refused nothing.
      if (error !== null && typeof error.code !== 'number') return reject(error)
      const said = error !== null && complaints === '' ? `${error.message} ${written}` : complaints
      resolve({ failed: error !== null, written, complaints: said })
    })
  })
}

async function text(command: string, given: readonly string[]): Promise<string> {
  const { failed, written, complaints } = await run(command, given)
  if (failed) throw new Error(`${command} ${given.join(' ')}: ${complaints}`)
  return written
}

const rowsOf = (written: string): string[] => written.split('\n').filter((row) => row.trim() !== '')

/** `Decimal('-24.984')` as `-24.984`. */
const plainNumber = (shown = ''): string => /^Decimal\('(.*)'\)$/.exec(shown.trim())?.[1] ?? shown

const sum = (account: string, number: string, currency: string): [string, bigint] => [
  `${account} ${currency}`,
  Money.of(number, currency).minor,
]

function line(entry = '', date = '', account = '', number = '', currency = '', description = ''): ReadLine {
  const { minor } = Money.of(number.trim(), currency.trim())
  const told = [entry, date, account, currency, description].map((text) => text.trim())
  const [entryOf = '', dateOf = '', accountOf = '', currencyOf = '', descriptionOf = ''] = told
  return { entry: entryOf, date: dateOf, account: accountOf, currency: currencyOf, minor, description: descriptionOf }
}
