/** The servers on which ordinary tests run: one of each kind for a whole run of vitest. */
import type { Answer } from './broker.ts'
import { mysqlVersion } from './mysql-query.ts'
import { postgresVersion } from './postgres-query.ts'
import type { StoreAbsent, StoreRun } from './store-run.ts'

/** Where vitest's global setup says whom to ask for servers. */
export const brokerVariable = 'CALOTYPE_TEST_SERVERS'

/** A server that answers, or why there is none. `store` is what a suite says in its `meta`, so that the run's end names it. */
export type ServerForTests =
  | { readonly url: string; readonly store: StoreRun }
  | { readonly absent: string; readonly store: StoreAbsent }

/**
 * The PostgreSQL of this run: the one that `CALOTYPE_TEST_POSTGRES_URL` names, or else an embedded one, started now if no test
 * asked before. Its user may create databases; take one with `freshPostgresDatabase`.
 * Throws instead of answering `absent` when `CALOTYPE_REQUIRE_STORES` is `all`, and when a given server does not answer.
 */
export async function postgresForTests(environment: NodeJS.ProcessEnv = process.env): Promise<ServerForTests> {
  const answer = await find('postgres', 'CALOTYPE_TEST_POSTGRES_URL', environment)
  if ('absent' in answer) return absent('PostgreSQL', answer.absent, environment)
  const version = await postgresVersion(answer.url)
  return { url: answer.url, store: { store: 'PostgreSQL', version, how: answer.how } }
}

/**
 * The MariaDB or MySQL of this run: the one that `CALOTYPE_TEST_MYSQL_URL` names, or else a MariaDB of the machine's programs,
 * started now if no test asked before. Its user may create databases; take one with `freshMysqlDatabase`.
 * Throws instead of answering `absent` when `CALOTYPE_REQUIRE_STORES` is `all`, and when a given server does not answer.
 */
export async function mysqlForTests(environment: NodeJS.ProcessEnv = process.env): Promise<ServerForTests> {
  const answer = await find('mysql', 'CALOTYPE_TEST_MYSQL_URL', environment)
  if ('absent' in answer) return absent('MariaDB or MySQL', answer.absent, environment)
  return { url: answer.url, store: { ...(await mysqlVersion(answer.url)), how: answer.how } }
}

async function find(kind: string, variable: string, environment: NodeJS.ProcessEnv): Promise<Answer> {
  const given = environment[variable]
  if (given !== undefined && given !== '') return { url: given, how: `given by ${variable}` }
  const broker = environment[brokerVariable]
  if (broker === undefined) {
    throw new Error(
      `${brokerVariable} is not set: start the tests with the vitest.config.ts of the workspace, or set ${variable}.`,
    )
  }
  const response = await fetch(`${broker}/${kind}`)
  if (!response.ok) throw new Error(`${brokerVariable} leads to something that knows of no ${kind}.`)
  return readAnswer(await response.json())
}

function readAnswer(answer: unknown): Answer {
  if (typeof answer === 'object' && answer !== null) {
    if ('absent' in answer && typeof answer.absent === 'string') return { absent: answer.absent }
    if ('url' in answer && typeof answer.url === 'string' && 'how' in answer && typeof answer.how === 'string') {
      return { url: answer.url, how: answer.how }
    }
  }
  throw new Error(`${brokerVariable} leads to something that answers ${JSON.stringify(answer)}.`)
}

function absent(store: string, reason: string, environment: NodeJS.ProcessEnv): ServerForTests {
  if (environment.CALOTYPE_REQUIRE_STORES === 'all') {
    throw new Error(`CALOTYPE_REQUIRE_STORES=all, but there is no ${store}: ${reason}.`)
  }
  return { absent: reason, store: { store, absent: reason } }
}
