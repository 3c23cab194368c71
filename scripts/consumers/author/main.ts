// What the author of a storage adapter does with the published testkit.
import { memory } from '@calotype/core/storage'
import { type ConformanceSuite, storageConformance } from '@calotype/testkit'

export type Suite = ConformanceSuite
if (typeof storageConformance !== 'function' || typeof memory !== 'function')
  throw new Error('The testkit is not whole.')
console.log('The testkit loads.')
