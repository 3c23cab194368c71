/** The room of exchange rates. What is done with foreign money is the ledger's and the tills'. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { provide } from '../engine/tokens.ts'
import { engineVersion } from '../engine/version.ts'
import * as currencyErrors from './errors.ts'
import { ratesSet } from './events.ts'
import { rates } from './operations/list-rates.ts'
import { rate } from './operations/read-rate.ts'
import { setRates } from './operations/set-rates.ts'
import { noProvider, rateProviderToken } from './rate-provider.ts'
import { type CurrencySettings, currencySettings } from './settings.ts'
import { currencyRates } from './tables.ts'

const operations = { setRates, rates, rate } as const

const reading = ['currency.rates', 'currency.rate']

export const currencyRoom: Plugin<'currency', typeof operations, CurrencySettings> = definePlugin({
  ...currencySettings,
  version: engineVersion,
  tables: [currencyRates],
  operations,
  permissions: ['currency.confirmRates'],
  // A cashier takes money at the rate that others set.
  roles: {
    owner: ['*'],
    manager: ['currency.*'],
    accountant: ['currency.*'],
    cashier: reading,
    reception: reading,
  },
  events: [ratesSet],
  provide: [provide(rateProviderToken, { useValue: noProvider })],
  errors: Object.values(currencyErrors),
})
