import { CalotypeError } from '../../src/values/calotype-error.ts'

/** The Calotype error that `act` throws; fails the test when it throws none or another kind of error. */
export function thrown(act: () => unknown): CalotypeError {
  try {
    act()
  } catch (error) {
    if (error instanceof CalotypeError) return error
    throw error
  }
  throw new Error('expected an error, none was thrown')
}
