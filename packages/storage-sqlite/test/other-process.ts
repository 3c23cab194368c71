/** How a second process of the conformance suite opens the store of a case. */
import type { StorageAdapter } from '@calotype/core/storage'
import { sqlite } from '../src/index.ts'
import { drivers } from './drivers.ts'

export async function open(data: { file: string; driver: string }): Promise<StorageAdapter> {
  const driver = drivers.find(({ name }) => name === data.driver)
  return sqlite(driver?.open === undefined ? { file: data.file } : { file: data.file, open: driver.open })
}
