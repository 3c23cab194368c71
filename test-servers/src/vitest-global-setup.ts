/** vitest's global setup: opens the broker of the run's servers and tells every test process of it by its environment. */
import { brokerVariable } from './for-tests.ts'
import { openBroker } from './broker.ts'

/** Opens it; what it answers closes it, with every server that the run started. */
export default async function setup(): Promise<() => Promise<void>> {
  const broker = await openBroker()
  process.env[brokerVariable] = broker.address
  return async () => {
    delete process.env[brokerVariable]
    await broker.close()
  }
}
