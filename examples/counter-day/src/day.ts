/** A day at the counter, from the float to the Z report. */

import type { Checks } from '@calotype/example-story'
import { cash } from './cash.ts'
import { closing } from './closing.ts'
import { mistakes } from './mistakes.ts'
import { opening } from './opening.ts'
import { sales } from './sales.ts'
import type { StudioAtWork } from './studio.ts'

export async function runDay(studio: StudioAtWork): Promise<Checks> {
  const opened = await opening(studio)
  const receipt = await sales(studio, opened)
  await mistakes(studio, opened, receipt)
  const shiftId = await cash(studio, opened)
  await closing(studio, opened, { shiftId, receipt })
  return studio.checks
}
