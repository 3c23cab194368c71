import type { Group } from '../case.ts'
import { aggregates } from './aggregates.ts'
import { atomicity } from './atomicity.ts'
import { bulk } from './bulk.ts'
import { capabilities } from './capabilities.ts'
import { changes } from './changes.ts'
import { counting } from './counting.ts'
import { ending } from './ending.ts'
import { isolation } from './isolation.ts'
import { joining } from './joining.ts'
import { lifecycle } from './lifecycle.ts'
import { locks } from './locks.ts'
import { logs } from './logs.ts'
import { migrations } from './migrations.ts'
import { paging } from './paging.ts'
import { processes } from './processes.ts'
import { queries } from './queries.ts'
import { streams } from './streams.ts'
import { uniqueness } from './uniqueness.ts'
import { values } from './values.ts'
import { waking } from './waking.ts'

/** Every rule of the contract that can be checked from outside. */
export const groups: readonly Group[] = [
  capabilities,
  lifecycle,
  migrations,
  values,
  queries,
  paging,
  aggregates,
  changes,
  counting,
  uniqueness,
  bulk,
  atomicity,
  ending,
  joining,
  isolation,
  locks,
  logs,
  streams,
  processes,
  waking,
]
