/** What the ledger refuses of foreign money. */
import { defineError } from '../values/calotype-error.ts'

export const ForeignMoneyRefused = defineError<{ leg: number; method: string; currency: string; home: string }>({
  code: 'FOREIGN_MONEY_REFUSED',
  status: 422,
  summary: "A method that knows the studio's currency only was given foreign money.",
  message: ({ leg, method, currency, home }) =>
    `legs.${leg - 1}.currency must be ${home} for method "${method}", but is ${currency}.`,
  mend: 'Stored value and vouchers are worth money of the studio: pay the foreign part by cash or card.',
})

export const ForeignLegInvalid = defineError<{ leg: number; field: string; rule: string; value: string }>({
  code: 'FOREIGN_LEG_INVALID',
  status: 422,
  summary: 'What a leg says of foreign money contradicts itself.',
  message: ({ leg, field, rule, value }) => `legs.${leg - 1}.${field} ${rule}, but is ${value}.`,
  mend: '`amount` and `tendered` are in the currency of the leg; `pays` is in that of the studio; `rate` is for foreign money only.',
})

export const ExchangeRefused = defineError<{ field: string; rule: string; value: string }>({
  code: 'EXCHANGE_REFUSED',
  status: 422,
  summary: 'An exchange of money is not possible as it was given.',
  message: ({ field, rule, value }) => `${field} ${rule}, but is "${value}".`,
  mend: 'Name two accounts of money (Cash, Bank, Clearing) and what leaves the one and reaches the other.',
})
