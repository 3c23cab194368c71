/** A booked studio in a process of its own. `bookings-process.ts <plan>`; see `booking-plan.ts`. */
import { writeFileSync } from 'node:fs'
import { randomOf } from '../run/random.ts'
import { adapterOf } from '../stores/open.ts'
import { countOf } from './count-of.ts'
import { telling } from '../stores/telling.ts'
import { type BookingAnswer, bookingPlanSchema } from './booking-plan.ts'
import { openBookedStudio } from './studio.ts'
import { allRuns, client } from './workload.ts'

const plan = bookingPlanSchema.parse(JSON.parse(process.argv[2] ?? ''))
const { place, seed, clients, steps, now } = plan
const repeats: string[] = []
const studio = await openBookedStudio(telling(await adapterOf(place), repeats), { now })
process.send?.('begun')
const began = performance.now()
const runs = await Promise.all(
  Array.from({ length: clients }, (_, number) => client(studio, { random: randomOf(seed + number), steps })),
)
const milliseconds = performance.now() - began
await studio.engine.close()
const { strange, outcomes, told, made } = allRuns(runs)
const answer: BookingAnswer = {
  strange: [...strange],
  outcomes,
  told: [...told],
  made,
  repeats: countOf(repeats.map((message) => message.split(':')[0] ?? '')),
  milliseconds,
}
writeFileSync(plan.answer, JSON.stringify(answer))
process.disconnect?.()
