/** Where the machine has the programs of MariaDB. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface MariadbPrograms {
  readonly install: string
  readonly server: string
}

// Not on the path of every user.
const more = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin']

/** The programs, or what is missing. */
export function mariadbPrograms(path = process.env.PATH ?? ''): MariadbPrograms | { readonly missing: string } {
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), ...more]
  const server = find('mariadbd', folders)
  const install = find('mariadb-install-db', folders)
  if (server === undefined) return { missing: 'mariadbd' }
  if (install === undefined) return { missing: 'mariadb-install-db' }
  return { install, server }
}

function find(name: string, folders: readonly string[]): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
