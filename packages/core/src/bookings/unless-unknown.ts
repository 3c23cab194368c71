/** Looking at time of which the holiday calendar does not know all. */
import { HolidaysUnknown } from '../resources/index.ts'

/** What is in memory, or is looked at together, may reach to days that the holiday calendar does not know: then it is looked for in another way. */
export async function unlessUnknown<T>(look: () => Promise<T> | T, otherwise: () => Promise<T>): Promise<T> {
  try {
    return await look()
  } catch (error) {
    if (!HolidaysUnknown.is(error)) throw error
    return otherwise()
  }
}
