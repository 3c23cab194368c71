import 'reflect-metadata'
import fc from 'fast-check'

// A zone that did not take effect would make the second run of every test worth nothing.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
if (process.env.TZ !== undefined && zone !== process.env.TZ) {
  throw new Error(`The tests were to run in the time zone ${process.env.TZ}, but this process is in ${zone}.`)
}
// What CI has passed passes again; every other run of the tests looks elsewhere.
if (process.env.CI !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_122 })
