import { currencyMismatch, currencyUnknown } from './errors-money.ts'

// ISO 4217, table A.1 as published by the maintenance agency (SIX) on 2024-06-25, without the codes whose minor unit
// is "N.A." (metals, bond units, XDR, XSU, XUA, XTS, XXX), and with XCG, which replaced ANG on 2025-03-31.
// https://www.six-group.com/en/products-services/financial-information/data-standards.html
const withTwoDecimals =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP ' +
  'COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR ' +
  'IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD ' +
  'NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP ' +
  'SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG'
const withNoDecimals = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
const withThreeDecimals = 'BHD IQD JOD KWD LYD OMR TND'
const withFourDecimals = 'CLF UYW'

// Withdrawn since 2022 (table A.3), all of two decimals: books kept in them must stay readable.
const withdrawnWithTwoDecimals = 'ANG BGN HRK SLL ZWL'

const scales: ReadonlyMap<string, number> = new Map(
  (
    [
      [withTwoDecimals, 2],
      [withNoDecimals, 0],
      [withThreeDecimals, 3],
      [withFourDecimals, 4],
      [withdrawnWithTwoDecimals, 2],
    ] as const
  ).flatMap(([codes, scale]) => codes.split(' ').map((code) => [code, scale] as const)),
)

/** Every currency code that Money takes, in alphabetic order. */
export const currencyCodes: readonly string[] = Object.freeze([...scales.keys()].sort())

/**
 * The number of decimals of a currency by ISO 4217, such as 2 for CNY, 0 for JPY, 3 for KWD.
 *
 * @throws CURRENCY_UNKNOWN for anything else than an alphabetic code in capitals with a minor unit.
 */
export function currencyScale(currency: string): number {
  const scale = scales.get(currency)
  if (scale === undefined) throw currencyUnknown.create({ currency })
  return scale
}

/** Whether Money takes this currency code. */
export function isCurrency(currency: string): boolean {
  return scales.has(currency)
}

/**
 * Refuses to let two currencies meet.
 *
 * @param operation what they would have met in, for the message
 * @throws CURRENCY_MISMATCH
 */
export function requireSameCurrency(operation: string, left: string, right: string): void {
  if (left !== right) throw currencyMismatch.create({ operation, left, right })
}
