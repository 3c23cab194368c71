/** What an author of a storage adapter, a payment provider or a channel of notifications tests it with. */
export { type NotificationConformanceOptions, notificationConformance } from './notification/conformance.ts'
export {
  SimulatedChannel,
  type SimulatedChannelOptions,
  simulatedTestChannel,
} from './notification/simulated-channel.ts'
export type { ArrivedMessage, ChannelWay, TestChannel } from './notification/test-channel.ts'
export { type BookingsConformanceOptions, bookingsConformance } from './bookings/conformance.ts'
export { type OrderConformanceOptions, orderConformance } from './orders/conformance.ts'
export { type PaymentConformanceOptions, paymentConformance } from './payment/conformance.ts'
export {
  type SimulatedCall,
  type SimulatedEntry,
  type SimulatedMessage,
  SimulatedProvider,
  type SimulatedProviderOptions,
  type SimulatedWay,
} from './payment/simulated-provider.ts'
export { simulatedTestProvider } from './payment/simulated-test-provider.ts'
export type { TestProvider } from './payment/test-provider.ts'
export type { RawRow, RawSql } from './seal/attacker.ts'
export { type SealConformanceOptions, sealConformance } from './seal/conformance.ts'
export type { SealedStore } from './seal/sealed-store.ts'
export { type BrokenAdapter, brokenAdapters } from './storage/broken/index.ts'
export {
  type ConformanceCase,
  type ConformanceOptions,
  type ConformanceResult,
  type ConformanceSuite,
  runConformance,
  storageConformance,
} from './storage/conformance.ts'
export { ConformanceFailure } from './storage/failure.ts'
export { runOtherProcess } from './storage/other-process.ts'
export type { OtherProcess, TestStore } from './storage/store.ts'
export { type StockConformanceOptions, stockConformance } from './stock/conformance.ts'
